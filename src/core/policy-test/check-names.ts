import type { Diagnostic } from '../diagnostic.ts';
import type { Basis, Placed } from '../policy/basis.ts';
import { unknownId } from '../policy/check-basis.ts';
import type { PolicyTest } from '../policy/documents/policy-test.ts';

/** The policies that a test is about are in use. */
export function checkPolicies(
  { document, at }: Placed<PolicyTest>,
  { policies }: Basis,
): readonly Diagnostic[] {
  const known = policies.map((policy) => policy.document.metadata.id);
  return document.spec.policies.flatMap((id, index) =>
    known.includes(id)
      ? []
      : [
          unknownId(`there is no policy \`${id}\` in use`, {
            text: id,
            known,
            location: at('spec', 'policies', index),
          }),
        ],
  );
}
