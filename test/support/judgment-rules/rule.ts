/** One rule of judgment, and the scenarios that show it from both sides. */
export interface JudgmentRule {
  /** From 1 on, without gaps. */
  readonly number: number;
  readonly title: string;
  /** What jitl does about it. */
  readonly does: string;
  /** Source files that decide it. */
  readonly decidedIn: readonly string[];
  /** Scenarios in which the rule is kept, so that the gate opens. */
  readonly holds: readonly string[];
  /** Scenarios in which the rule keeps the gate shut. */
  readonly blocks: readonly string[];
  /** What is left to others: to whoever writes the snapshot, to the moment of the merge, to people. */
  readonly open: string | null;
}
