import type { Log, Notification, ReportingDescriptor, Result } from 'sarif';

import { digestChange } from '../core/brief/digest-change.ts';
import { describeChange } from '../core/change/describe.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { digestJson } from '../core/digest.ts';
import type { Location } from '../core/location.ts';
import { tiers, type Tier } from '../core/policy/documents/tiers.ts';
import type { JudgedVerdict, Verdict } from '../core/verdict.ts';
import { rateChanges } from './comment-identities.ts';
import { jsonText, pathUri, sarifText } from './escape.ts';
import { diagnosticRule, factorRule } from './sarif-rules.ts';

/** What a reader such as GitHub shows of one run; the riskiest are kept. */
const RESULTS = 5000;

const LEVEL = { low: 'note', moderate: 'warning', high: 'error', critical: 'error' } as const;

interface Finding {
  readonly rule: ReportingDescriptor;
  readonly tier: Tier;
  readonly result: Result;
}

/** The findings as SARIF 2.1.0: each factor that counts, and each problem of a file. */
export function renderSarif(verdict: Verdict): string {
  return jsonText(sarifLog(verdict));
}

function sarifLog(verdict: Verdict): Log {
  const found = [
    ...verdict.diagnostics.map(diagnosticFinding),
    ...(verdict.kind === 'none' ? [] : factorFindings(verdict)),
  ].sort((a, b) => tiers.indexOf(b.tier) - tiers.indexOf(a.tier));
  const kept = found.slice(0, RESULTS);
  const rules = [...new Map(kept.map(({ rule }) => [rule.id, rule])).values()];
  const index = new Map(rules.map(({ id }, at) => [id, at] as const));
  return {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'jitl', informationUri: 'https://jitl.dev', rules } },
        automationDetails: { id: 'jitl/' },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: verdict.kind !== 'none',
            toolExecutionNotifications: notifications(verdict, found.length - kept.length),
          },
        ],
        results: numbered(kept).map((result) => ({
          ...result,
          ruleIndex: index.get(result.ruleId ?? '') ?? -1,
        })),
      },
    ],
  };
}

function factorFindings(verdict: JudgedVerdict): readonly Finding[] {
  const rated = new Map(rateChanges(verdict).map((one) => [one.change.id, one] as const));
  return verdict.assessment.factors.flatMap((factor) => {
    const about = rated.get(factor.change);
    if (factor.effect !== 'counts' || about === undefined) return [];
    const { change, tier } = about;
    const place = [factor.location, change.head, change.base].filter((one) => one !== null);
    // Code is shown as it is in the head, and a place of the base may not be there.
    const location = place.find(({ side }) => side === 'head') ?? place[0];
    const text = `${describeChange(change)}: ${factor.message}`;
    const print = digestJson({ factor: factor.id, change: digestChange(change) });
    return [
      {
        rule: factorRule(factor),
        tier,
        result: resultOf({ rule: factor.id, level: LEVEL[tier], text, print, location }),
      },
    ];
  });
}

function diagnosticFinding(problem: Diagnostic): Finding {
  const { code, severity, message, help, location } = problem;
  const text = help === undefined ? message : `${message}; ${help}`;
  const print = digestJson({ diagnostic: code, path: location?.path ?? null, message });
  const level = severity === 'error' ? 'error' : 'note';
  return {
    rule: diagnosticRule(problem),
    tier: severity === 'error' ? 'critical' : 'low',
    result: resultOf({ rule: code, level, text, print, location }),
  };
}

interface Told {
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'note';
  readonly text: string;
  /** Of what is found, whatever line it stands in. */
  readonly print: string;
  readonly location: Location | undefined;
}

function resultOf({ rule, level, text, print, location }: Told): Result {
  return {
    ruleId: rule,
    level,
    message: { text: sarifText(text) },
    ...(location === undefined ? {} : { locations: [{ physicalLocation: physical(location) }] }),
    partialFingerprints: { 'jitl/v1': print.slice('sha256:'.length) },
  };
}

function physical({ path, start, end }: Location) {
  return {
    artifactLocation: { uri: pathUri(path), uriBaseId: '%SRCROOT%' },
    region: {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
    },
  };
}

/**
 * The same found twice is told apart by its number. GitHub matches alerts by
 * `primaryLocationLineHash`, which it computes from the line where it is missing.
 */
function numbered(found: readonly Finding[]): readonly Result[] {
  const seen = new Map<string, number>();
  return found.map(({ result }) => {
    const print = result.partialFingerprints?.['jitl/v1'] ?? '';
    const number = (seen.get(print) ?? 0) + 1;
    seen.set(print, number);
    return {
      ...result,
      partialFingerprints: {
        'jitl/v1': `${print}:${number}`,
        primaryLocationLineHash: `${print.slice(0, 16)}:${number}`,
      },
    };
  });
}

function notifications(verdict: Verdict, left: number): Notification[] {
  const failure = verdict.kind === 'none' ? verdict.failure : null;
  const failed =
    failure === null
      ? []
      : [
          {
            level: 'error' as const,
            descriptor: { id: failure.code },
            message: {
              text: sarifText(
                [failure.message, failure.help].filter((one) => one !== null).join('; '),
              ),
            },
          },
        ];
  const cut = { text: `${left} more findings are left out, none of a higher tier` };
  return [...failed, ...(left === 0 ? [] : [{ level: 'warning' as const, message: cut }])];
}
