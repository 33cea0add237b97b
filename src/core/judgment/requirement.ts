import type { Tier } from '../policy/documents/tiers.ts';

/** Whose approval a requirement asks for. */
export type Authority =
  | {
      readonly kind: 'code-owners';
      /** The deciding line of CODEOWNERS, and where it stands. */
      readonly file: string;
      readonly line: number;
      readonly text: string;
      readonly owners: readonly string[];
    }
  | RoleAuthority
  /** Nobody has authority, so nobody may approve. */
  | { readonly kind: 'nobody'; readonly why: string; readonly remedy: string }
  /** Different people over all requirements together; `disjoint`: nobody fills two review lines. */
  | { readonly kind: 'different-people'; readonly disjoint: boolean }
  /** Different people through different teams, over all requirements together. */
  | { readonly kind: 'different-teams' };

export interface RoleAuthority {
  readonly kind: 'role';
  readonly role: string;
  readonly people: readonly string[];
  readonly teams: readonly string[];
}

/** Who knows something, by its id in `.jitl/people.yaml`. */
export interface Expertise {
  readonly id: string;
  readonly people: readonly string[];
  readonly teams: readonly string[];
}

/** What must hold before the gate opens. */
export interface Requirement {
  readonly id: string;
  /**
   * The review line of the policies that it comes from: one line asks the owners of several lines
   * of CODEOWNERS. Where different people are asked for, nobody fills two review lines.
   */
  readonly reviewLine: string;
  readonly tier: Tier;
  readonly authority: Authority;
  /** What each of them must know besides; all of it. */
  readonly expertise: readonly Expertise[];
  readonly count: number;
  readonly paths: readonly string[];
  /** Whether an emergency override may stand in for it, as everybody who asks for it lets it. */
  readonly overridable: boolean;
  /** Why it is asked for, in words. */
  readonly because: string;
}

/** Whether it counts who has approved the other requirements, and so has no authority of its own. */
export function countsOthers({ authority }: Pick<Requirement, 'authority'>): boolean {
  return authority.kind === 'different-people' || authority.kind === 'different-teams';
}

/** What every approval of the change must be, joined over all policies that apply: the strictest. */
export interface Demands {
  readonly bindTo: 'brief' | 'head';
  /** Milliseconds after which an approval lapses, or null. */
  readonly maxAge: number | null;
  readonly unknownEdits: 'accept' | 'refuse';
  /** What the rationale speaks of, each under its id. */
  readonly sections: readonly string[];
  readonly similar: 'refuse' | 'flag';
  /** Whether every question is asked, and not only the heaviest. */
  readonly addressEachFactor: boolean;
  /** Who may not judge besides those who took part. */
  readonly exclude: readonly ('beneficiary' | 'declared-owner')[];
  /** Milliseconds that a grant or credential of the change may live at most, or null. */
  readonly maxLifetime: number | null;
  readonly breakGlass: BreakGlass | null;
  readonly followUps: readonly FollowUp[];
}

/** The emergency path: whoever overrides holds all of these roles. */
export interface BreakGlass {
  readonly roles: readonly RoleAuthority[];
  /** Milliseconds until the change must have been judged in the ordinary way. */
  readonly followUpWithin: number;
}

/** What remains to be done after the merge; it keeps nothing shut. */
export interface FollowUp {
  readonly id: string;
  /** What the policies say of it, each once. */
  readonly actions: readonly string[];
  /** Milliseconds from the merge. */
  readonly within: number;
}

/** What is asked for. */
export interface Asked {
  readonly requirements: readonly Requirement[];
  readonly demands: Demands;
}
