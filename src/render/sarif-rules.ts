import type { ReportingDescriptor } from 'sarif';

import type { Diagnostic } from '../core/diagnostic.ts';
import type { Factor } from '../core/risk/assessment.ts';
import { sarifText } from './escape.ts';

const DOCS = 'https://jitl.dev/docs';

/** A factor as a rule. What it says of one change stands in the result. */
export function factorRule({ id, policy, category }: Factor): ReportingDescriptor {
  return {
    id,
    name: id,
    shortDescription: { text: sarifText(`${id} (${category})`) },
    fullDescription: {
      text: sarifText(`The factor ${id} of the policy ${policy}, category ${category}.`),
    },
    helpUri: `${DOCS}/factors/${encodeURIComponent(id)}`,
    properties: { tags: ['non-human-identity', category] },
  };
}

/** A kind of problem of a file as a rule. */
export function diagnosticRule({ code }: Diagnostic): ReportingDescriptor {
  return {
    id: code,
    name: code,
    shortDescription: { text: sarifText(`${code}: a file that cannot be used as it is`) },
    helpUri: `${DOCS}/errors#${encodeURIComponent(code)}`,
    properties: { tags: ['diagnostic'] },
  };
}
