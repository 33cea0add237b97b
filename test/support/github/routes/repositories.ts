import { ok, onRepository } from '../answer.ts';
import { fullRepository } from '../shapes/repository.ts';

export const repositoryRoutes = [
  onRepository('GET', '', [['metadata', 'read']], (call) =>
    ok(fullRepository(call.sim.world, call.repository)),
  ),
];
