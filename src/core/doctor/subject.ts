import { ACTIONS_APP } from '../init/ruleset.ts';
import type { SetupTier } from '../init/workflows.ts';
import type { SettingsReading } from './settings.ts';
import type { WorkflowFileReading } from './workflow-file.ts';

/** What the checks look at. */
export interface Subject {
  readonly reading: SettingsReading;
  readonly tier: SetupTier;
  /** `owner/name` as it may stand in a command; placeholders of `gh` where it is not known. */
  readonly repository: string;
  /** `jitl/gate@main`. */
  readonly context: string;
  readonly workflows: readonly WorkflowFileReading[];
}

/** The page of the rulesets that hold on a branch: in which of them a rule stands is not known. */
export function rulesPage(branch: string): string {
  return `Settings → Rules → Rulesets → the ruleset of \`${branch}\``;
}

/** The number of the App that alone may publish, as far as the token tells. */
export function expectedApp({ tier, reading }: Subject): number | null {
  if (tier === 'starter') return ACTIONS_APP;
  return reading.token.kind === 'read' ? reading.token.value.appId : null;
}

/** One word of a POSIX shell, whatever it holds. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_./{}@:=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
