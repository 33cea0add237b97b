import type { Digest } from '../digest.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Location } from '../location.ts';
import type { CompiledCondition } from './cel.ts';
import type { Config, Factor, People, Policy, RiskModel } from './documents.ts';

/** A factor with its condition ready to run. */
export interface ReadyFactor {
  readonly rule: Factor;
  readonly condition: CompiledCondition;
  readonly location: Location;
}

export interface ReadyPolicy {
  readonly document: Policy;
  readonly factors: readonly ReadyFactor[];
  readonly path: string;
}

/** The rules that decide, all read from the base or shipped with jitl. */
export interface Basis {
  readonly model: RiskModel;
  readonly policies: readonly ReadyPolicy[];
  readonly people: People | null;
  readonly config: Config | null;
  /** Each file that is in force, by name, with the digest of its bytes. */
  readonly sources: readonly { readonly path: string; readonly digest: Digest }[];
}

export interface BasisReading {
  /** Null where any diagnostic is an error: a basis is whole or not there. */
  readonly basis: Basis | null;
  readonly diagnostics: readonly Diagnostic[];
}
