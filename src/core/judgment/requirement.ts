import type { Tier } from '../policy/documents.ts';

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
  | { readonly kind: 'different-people'; readonly disjoint: boolean };

export interface RoleAuthority {
  readonly kind: 'role';
  readonly role: string;
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
  readonly count: number;
  readonly paths: readonly string[];
  /** Why it is asked for, in words. */
  readonly because: string;
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
  /** Who may not judge besides those who took part. */
  readonly exclude: readonly ('beneficiary' | 'declared-owner')[];
  /** Milliseconds that a grant or credential of the change may live at most, or null. */
  readonly maxLifetime: number | null;
  readonly breakGlass: BreakGlass | null;
}

/** The emergency path: whoever overrides holds all of these roles. */
export interface BreakGlass {
  readonly roles: readonly RoleAuthority[];
  /** Milliseconds until the change must have been judged in the ordinary way. */
  readonly followUpWithin: number;
}

/** What is asked for. */
export interface Asked {
  readonly requirements: readonly Requirement[];
  readonly demands: Demands;
}
