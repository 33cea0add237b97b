import type { Diagnostic } from '../core/diagnostic.ts';
import type { BrokenSide, ReplayReport } from '../core/replay/replay-report.ts';
import type { Failure } from '../core/verdict.ts';
import { jsonText } from './escape.ts';
import type { ReplayDocument } from './replay-schema.ts';

const empty = {
  schema: 'https://jitl.dev/schema/v1/policy-replay.json',
  range: null,
  policies: null,
  counts: null,
  commits: [],
  unread: [],
  problems: [],
  failure: null,
} as const;

export function renderReplayJson(report: ReplayReport): string {
  const { range, policies, counts } = report;
  const document: ReplayDocument = {
    ...empty,
    range,
    policies,
    counts,
    problems: [],
    commits: report.commits.map(({ asked, identities, ...one }) => ({
      commit: one.commit,
      time: one.time,
      subject: one.subject,
      direction: one.direction,
      loosens: one.loosens,
      tier: one.tier,
      asked: asked.map((difference) => ({ ...difference })),
      identities: identities.map((identity) => ({
        ...identity,
        gained: [...identity.gained],
        lost: [...identity.lost],
      })),
    })),
    unread: report.unread.map((one) => ({ ...one })),
  };
  return jsonText(document);
}

/** The same document where policy files of a side cannot be used. */
export function renderBrokenJson(sides: readonly BrokenSide[]): string {
  const document: ReplayDocument = {
    ...empty,
    commits: [],
    unread: [],
    problems: sides.map(({ side, policies, diagnostics }) => ({
      side,
      policies,
      diagnostics: diagnostics.map(projectDiagnostic),
    })),
    failure: {
      code: 'policies-broken',
      message: 'policy files cannot be used',
      help: 'repair the files that `problems` names',
    },
  };
  return jsonText(document);
}

/** The same document where there is no report for another reason. */
export function renderReplayFailure(failure: Failure): string {
  const document: ReplayDocument = {
    ...empty,
    commits: [],
    unread: [],
    problems: [],
    failure: { ...failure },
  };
  return jsonText(document);
}

function projectDiagnostic({ code, severity, message, help, location }: Diagnostic) {
  return {
    code,
    severity,
    message,
    help: help ?? null,
    location:
      location === undefined
        ? null
        : { path: location.path, line: location.start.line, column: location.start.column },
  };
}
