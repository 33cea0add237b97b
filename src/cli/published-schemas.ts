import * as z from 'zod';

import { nonHumanIdentity } from '../core/formats/native/schema.ts';
import { config } from '../core/policy/documents/config.ts';
import { people } from '../core/policy/documents/people.ts';
import { policy } from '../core/policy/documents/policy.ts';
import { policyTest } from '../core/policy/documents/policy-test.ts';
import { riskModel } from '../core/policy/documents/risk-model.ts';
import { waiver } from '../core/policy/documents/waiver.ts';
import { snapshot } from '../core/snapshot/snapshot.ts';
import { doctorDocument } from '../render/doctor-schema.ts';
import { explanationDocument } from '../render/explain-schema.ts';
import { lintDocument } from '../render/lint-schema.ts';
import { ownersDocument } from '../render/owners-schema.ts';
import { policyTestReportDocument } from '../render/policy-test-schema.ts';
import { replayDocument } from '../render/replay-schema.ts';
import { trialDocument } from '../render/trial-schema.ts';
import { verdictDocument } from '../render/verdict-schema.ts';

export interface PublishedSchema {
  readonly file: string;
  readonly text: string;
}

/** `input`: what somebody writes, so that fields with a default may be left out. */
const SCHEMAS = [
  { name: 'risk-model', schema: riskModel, io: 'input' },
  { name: 'policy', schema: policy, io: 'input' },
  { name: 'waiver', schema: waiver, io: 'input' },
  { name: 'policy-test', schema: policyTest, io: 'input' },
  { name: 'people', schema: people, io: 'input' },
  { name: 'config', schema: config, io: 'input' },
  { name: 'non-human-identity', schema: nonHumanIdentity, io: 'input' },
  { name: 'snapshot', schema: snapshot, io: 'input' },
  { name: 'verdict', schema: verdictDocument, io: 'output' },
  { name: 'review-trial', schema: trialDocument, io: 'output' },
  { name: 'explanation', schema: explanationDocument, io: 'output' },
  { name: 'policy-test-report', schema: policyTestReportDocument, io: 'output' },
  { name: 'policy-replay', schema: replayDocument, io: 'output' },
  { name: 'policy-lint', schema: lintDocument, io: 'output' },
  { name: 'owners', schema: ownersDocument, io: 'output' },
  { name: 'doctor', schema: doctorDocument, io: 'output' },
] as const;

/** The JSON Schemas (2020-12) of every document that jitl reads or writes. */
export function publishedSchemas(): readonly PublishedSchema[] {
  return SCHEMAS.map(({ name, schema, io }) => {
    const generated = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
    const document = { $id: `https://jitl.dev/schema/v1/${name}.json`, ...generated };
    return { file: `${name}.v1.json`, text: `${JSON.stringify(document, null, 2)}\n` };
  });
}
