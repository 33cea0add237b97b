import { gatherPullRequest } from '../app/pull-request/gather-pull-request.ts';
import type { Gathered } from '../app/check.ts';
import { jsonText } from '../render/escape.ts';
import { deliver } from './deliver.ts';
import { timeOf, type ComparedOptions } from './compared-options.ts';
import type { Streams } from './main.ts';
import { openForge } from './open-forge.ts';

/** Gathers a pull request from the forge, by the same way as the gate itself, and publishes nothing. */
export async function gatherFromForge(
  options: ComparedOptions & { readonly pr: number },
  streams: Streams,
): Promise<Gathered> {
  const { bench } = await openForge(options, streams, timeOf(options, streams));
  const reading = await bench.forge.readPullRequest(options.pr);
  const { snapshot, gathered } = await gatherPullRequest(reading, bench);
  if (options.saveSnapshot !== undefined)
    await deliver(jsonText(snapshot), { output: options.saveSnapshot, color: 'never' }, streams);
  return gathered;
}
