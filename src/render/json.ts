import type { Change } from '../core/change/change.ts';
import { describeChange, describeScope } from '../core/change/describe.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { digestChange } from '../core/brief/digest-change.ts';
import type { Location } from '../core/location.ts';
import { boundLines, nextSteps } from '../core/next-steps.ts';
import type { JudgedVerdict, Verdict } from '../core/verdict.ts';
import { jsonText } from './escape.ts';
import { projectDemands, projectJudgment, projectReview, projectWhatIf } from './json-judgment.ts';
import type { VerdictDocument } from './verdict-schema.ts';

export function renderJson(verdict: Verdict): string {
  return jsonText(projectVerdict(verdict));
}

/** The published form; internal types may change without it. */
export function projectVerdict(verdict: Verdict): VerdictDocument {
  const { base, head, repository, pullRequest } = verdict.subject;
  const common = {
    schema: 'https://jitl.dev/schema/v1/verdict.json' as const,
    verdict: verdict.kind === 'unknown' ? ('none' as const) : verdict.kind,
    next: [...nextSteps(verdict)],
    repository,
    pullRequest,
    base: { name: base.name, commit: base.commit },
    head: { name: head.name, commit: head.commit, workingTree: head.workingTree },
    diagnostics: verdict.diagnostics.map(projectDiagnostic),
  };
  if (verdict.kind === 'none') return { ...common, ...NOTHING, failure: verdict.failure };
  return {
    ...common,
    tier: verdict.assessment.tier,
    coverage: { ...verdict.coverage },
    changes: projectChanges(verdict),
    factors: verdict.assessment.factors.map(({ question: _question, ...factor }) => ({
      ...factor,
      raises: { ...factor.raises },
      waiver: factor.waiver === null ? null : { ...factor.waiver },
      evidence: [...factor.evidence],
      location: place(factor.location),
    })),
    questions: verdict.brief.questions.map((question) => ({
      ...question,
      changes: [...question.changes],
    })),
    demands: projectDemands(verdict.demands),
    requirements: verdict.judgments.map((judgment) => projectJudgment(judgment, verdict.demands)),
    reviews: verdict.reviews.map((review) => projectReview(review, verdict.judgments)),
    vetoes: verdict.vetoes.map(({ review, login }) => ({ review, login })),
    holds: verdict.holds.map((hold) => ({ ...hold })),
    override: verdict.override === null ? null : { ...verdict.override },
    refusedOverrides: verdict.refusedOverrides.map((refused) => ({ ...refused })),
    earlierRefusals: verdict.earlierRefusals.map((refusal) => ({
      ...refusal,
      changes: [...refusal.changes],
    })),
    whatIf: projectWhatIf(verdict),
    denials: verdict.kind === 'denied' ? [...verdict.denials] : [],
    agents: [...verdict.agents],
    brief: {
      digest: verdict.brief.digest,
      parts: { ...verdict.brief.parts },
      line: boundLines(verdict)[0] ?? null,
      lines: [...boundLines(verdict)],
    },
    notes: [...verdict.notes],
    failure:
      verdict.kind === 'unknown'
        ? {
            code: 'facts-missing',
            message: 'something that decides could not be read',
            help: nextSteps(verdict)[0] ?? null,
          }
        : null,
  };
}

const NOTHING = {
  tier: null,
  coverage: { changedFiles: 0, gatedFiles: 0, identityObjects: 0, contextFiles: 0 },
  changes: [],
  factors: [],
  questions: [],
  demands: null,
  requirements: [],
  reviews: [],
  vetoes: [],
  holds: [],
  override: null,
  refusedOverrides: [],
  earlierRefusals: [],
  whatIf: null,
  denials: [],
  agents: [],
  brief: null,
  notes: [],
};

function projectChanges(verdict: JudgedVerdict): VerdictDocument['changes'] {
  const tiers = new Map(verdict.assessment.tiers.map((entry) => [entry.change, entry]));
  return verdict.changes.map((change) => {
    const rated = tiers.get(change.id);
    const { holder } = change.subject;
    return {
      id: change.id,
      digest: digestChange(change),
      kind: change.kind,
      summary: describeChange(change),
      tier: rated?.tier ?? 'low',
      because: rated?.because ?? '',
      dimensions: { ...rated?.dimensions },
      subject: {
        id: holder.id,
        name: holder.name,
        kind: holder.kind,
        type: change.subject.type,
        environment: change.subject.environment,
        criticality: change.subject.criticality,
        owner: change.subject.owner,
      },
      scope: 'scope' in change ? describeScope(change.scope) : null,
      permissions: permissionsOf(change),
      via: 'via' in change ? [...change.via] : [],
      from: 'from' in change ? change.from : null,
      to: 'to' in change ? change.to : null,
      reason: change.kind === 'unassessable' ? change.reason : null,
      base: place(change.base),
      head: place(change.head),
    };
  });
}

function permissionsOf(change: Change): VerdictDocument['changes'][number]['permissions'] {
  if (!('permissions' in change)) return [];
  return change.permissions.map(({ canExpire: _canExpire, ...permission }) => ({
    ...permission,
    actions: [...permission.actions],
    names: [...permission.names],
    primitives: [...permission.primitives],
    location: exactPlace(permission.location),
  }));
}

function projectDiagnostic(problem: Diagnostic): VerdictDocument['diagnostics'][number] {
  return {
    code: problem.code,
    severity: problem.severity,
    message: problem.message,
    help: problem.help ?? null,
    location: place(problem.location ?? null),
  };
}

function place(location: Location | null): VerdictDocument['changes'][number]['head'] {
  return location === null ? null : exactPlace(location);
}

function exactPlace(location: Location) {
  const { path, side, start } = location;
  return { path, side, line: start.line, column: start.column };
}
