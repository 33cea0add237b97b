import type { Judgment, Veto } from './judgment.ts';
import type { OverrideSearch } from './override.ts';

/** What an override could stand in for. */
export interface Reached {
  readonly judgments: readonly Judgment[];
  readonly vetoes: readonly Veto[];
}

/**
 * What an override does not stand in for: requirements that a mandatory policy asks for, and the
 * refusals wherever there is one, for a refusal is about the whole.
 */
export function leftByOverride({ judgments, vetoes }: Reached): Reached {
  const mandatory = judgments.filter(({ requirement }) => !requirement.overridable);
  return { judgments: mandatory, vetoes: mandatory.length === 0 ? [] : vetoes };
}

/**
 * Where nothing has to be overridden, the review is an approval like any other. Where nothing of
 * what is open yields, it is no override, and says so.
 */
export function applyOverride(found: OverrideSearch, reached: Reached): OverrideSearch {
  const { override } = found;
  if (override === null) return found;
  const left = openOf(leftByOverride(reached));
  if (openOf(reached).length > left.length) return found;
  if (left.length === 0) return { ...found, override: null };
  const { review, login } = override;
  const message = `all that is open is mandatory, and yields to no override: ${left.join(', ')}`;
  return { override: null, refused: [...found.refused, { review, login, message }] };
}

/** Names of what keeps the gate shut. */
function openOf({ judgments, vetoes }: Reached): readonly string[] {
  const open = judgments.filter(({ status }) => status !== 'satisfied');
  return [
    ...vetoes.map(({ login }) => `the refusal by @${login}`),
    ...open.map(({ requirement }) => requirement.id),
  ];
}

/** What is still open beside an override that is in force. */
export function openBeside(reached: Reached): readonly string[] {
  return openOf(leftByOverride(reached));
}
