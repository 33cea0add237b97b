import { createRequire } from 'node:module';

interface Example {
  readonly name: string;
  readonly examples: readonly Readonly<Record<string, unknown>>[];
}

/**
 * A published example of this event, so that fields that the simulator does not know are there as
 * well. Everything that it knows is put in the place of the example's.
 */
export function seed(name: string, action: string | null): Readonly<Record<string, unknown>> {
  const load = createRequire(import.meta.url);
  const all: unknown = load('@octokit/webhooks-examples');
  if (!isExamples(all)) throw new Error('the published examples have another shape');
  const event = all.find((one) => one.name === name);
  const same = event?.examples.find((one) => action === null || one['action'] === action);
  const example = structuredClone(same ?? event?.examples[0] ?? {});
  const others = ['installation', 'organization', 'enterprise'];
  return Object.fromEntries(Object.entries(example).filter(([key]) => !others.includes(key)));
}

function isExamples(value: unknown): value is readonly Example[] {
  return Array.isArray(value) && value.every((one: unknown) => isRecord(one) && 'examples' in one);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
