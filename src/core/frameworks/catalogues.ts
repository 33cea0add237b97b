import type { Catalogue, CatalogueId } from './catalogue.ts';
import { iso270012022 } from './iso-27001.ts';
import { nist800207 } from './nist-800-207.ts';
import { nist80053r5 } from './nist-800-53.ts';
import { nistCsf2 } from './nist-csf.ts';
import { owaspAgentic2026 } from './owasp-agentic.ts';
import { owaspLlm2025, owaspLlm2026 } from './owasp-llm.ts';
import { owaspNhi2025 } from './owasp-nhi.ts';
import { soc22017 } from './soc2.ts';

/** Every catalogue that a policy may cite. `docs/frameworks.md` lists the same (a test compares). */
export const catalogues: Readonly<Record<CatalogueId, Catalogue>> = {
  'owasp-nhi-2025': owaspNhi2025,
  'nist-csf-2.0': nistCsf2,
  'nist-800-53r5': nist80053r5,
  'nist-800-207': nist800207,
  'soc2-2017': soc22017,
  'iso-27001-2022': iso270012022,
  'owasp-llm-2025': owaspLlm2025,
  'owasp-llm-2026': owaspLlm2026,
  'owasp-agentic-2026': owaspAgentic2026,
};

/** Null for a name that is no catalogue, also for names that every object answers to. */
export function findCatalogue(name: string): Catalogue | null {
  return Object.hasOwn(catalogues, name) ? catalogues[name as CatalogueId] : null;
}
