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
  | {
      readonly kind: 'role';
      readonly role: string;
      readonly people: readonly string[];
      readonly teams: readonly string[];
    }
  /** Nobody has authority, so nobody may approve. */
  | { readonly kind: 'nobody'; readonly why: string; readonly remedy: string }
  /** Different people over all requirements together. */
  | { readonly kind: 'different-people' };

/** What must hold before the gate opens. */
export interface Requirement {
  readonly id: string;
  readonly tier: Tier;
  readonly authority: Authority;
  readonly count: number;
  readonly paths: readonly string[];
  /** Why it is asked for, in words. */
  readonly because: string;
  readonly bindTo: 'brief' | 'head';
  /** Milliseconds after which an approval lapses, or null. */
  readonly maxAge: number | null;
}
