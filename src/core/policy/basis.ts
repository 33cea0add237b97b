import type { Digest } from '../digest.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Location } from '../location.ts';
import type { CompiledCondition } from './cel.ts';
import type { Config } from './documents/config.ts';
import type { People } from './documents/people.ts';
import type { Factor, Policy } from './documents/policy.ts';
import type { RiskModel } from './documents/risk-model.ts';
import type { Waiver } from './documents/waiver.ts';

/** A document of a policy file, with the places of what it says. */
export interface Placed<Document> {
  readonly document: Document;
  readonly path: string;
  /** The place of a node of the document, or of the last one on the way to it that is there. */
  readonly at: (...path: readonly (string | number)[]) => Location;
}

/** A factor with its condition ready to run. */
export interface ReadyFactor {
  readonly rule: Factor;
  readonly condition: CompiledCondition;
  readonly location: Location;
}

export interface ReadyPolicy extends Placed<Policy> {
  readonly factors: readonly ReadyFactor[];
}

export type ReadyWaiver = Placed<Waiver>;

/** The rules that decide, all read from the base or shipped with jitl. */
export interface Basis {
  readonly model: RiskModel;
  readonly policies: readonly ReadyPolicy[];
  readonly people: People | null;
  readonly config: Config | null;
  /** All of them; which are in force is a matter of the moment. */
  readonly waivers: readonly ReadyWaiver[];
  /** Each file that is in force, by name, with the digest of its bytes. */
  readonly sources: readonly { readonly path: string; readonly digest: Digest }[];
}

export interface BasisReading {
  /** Null where any diagnostic is an error: a basis is whole or not there. */
  readonly basis: Basis | null;
  readonly diagnostics: readonly Diagnostic[];
  /** The risk model with its places, also where the basis is not whole. */
  readonly model: Placed<RiskModel> | null;
}
