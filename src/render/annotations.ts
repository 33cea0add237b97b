import { describeChange } from '../core/change/describe.ts';
import type { Location } from '../core/location.ts';
import type { Tier } from '../core/policy/documents/tiers.ts';
import type { JudgedVerdict, Verdict } from '../core/verdict.ts';
import { rateChanges, type RatedChange } from './comment-identities.ts';
import { cutShown, escapeTerminal } from './escape.ts';
import { workflowCommand } from './workflow-command.ts';
import { count } from './wrap.ts';

/** One place of the head; the form is the forge's (`Annotation` in `src/forge.ts`). */
export interface Annotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: 'notice' | 'warning' | 'failure';
  readonly title: string;
  readonly message: string;
}

/** What one request for a check run takes. */
const ANNOTATIONS = 50;

/** What one step of a job shows of each level. */
const PER_STEP = 10;

/** Characters of a title and of a line of the message. */
const TITLE = 120;
const LINE = 500;

const LEVEL = { low: 'notice', moderate: 'warning', high: 'failure', critical: 'failure' } as const;

/** The changes that stand in the head, each at its place, the riskiest first. */
export function annotationsOf(verdict: Verdict): readonly Annotation[] {
  return all(verdict).slice(0, ANNOTATIONS);
}

/**
 * The same as lines for the log of a job, which become annotations: problems that keep a verdict
 * from being reached first, then changes of `moderate` risk or more, and a line on what is left out.
 */
export function annotationLines(verdict: Verdict): readonly string[] {
  const told = [...problems(verdict), ...all(verdict)];
  const lines = (['failure', 'warning'] as const).flatMap((level) =>
    told
      .filter((one) => one.level === level)
      .slice(0, PER_STEP)
      .map(line),
  );
  const left = told.length - lines.length;
  if (left === 0) return lines;
  return [...lines, `${count(left, 'more place')} without an annotation here`];
}

function line({ path, startLine, endLine, level, title, message }: Annotation): string {
  const name = level === 'failure' ? 'error' : level;
  return workflowCommand(name, { file: path, line: startLine, endLine, title }, message);
}

function all(verdict: Verdict): readonly Annotation[] {
  if (verdict.kind === 'none') return [];
  return rateChanges(verdict).flatMap((rated) => annotation(rated, verdict));
}

function annotation({ change, tier }: RatedChange, verdict: JudgedVerdict): readonly Annotation[] {
  if (change.head === null || change.head.side !== 'head') return [];
  const factors = verdict.assessment.factors
    .filter((factor) => factor.change === change.id && factor.effect === 'counts')
    .map((factor) => `${factor.id}: ${factor.message}`);
  const said = [describeChange(change), ...new Set(factors)].slice(0, 6);
  return [
    {
      ...linesOf(change.head),
      level: LEVEL[tier],
      title: titleOf(tier),
      message: said
        .map((text) => cutShown(escapeTerminal(text.slice(0, LINE * 2)), LINE))
        .join('\n'),
    },
  ];
}

function titleOf(tier: Tier): string {
  return `jitl: ${tier} risk`;
}

/** Without a verdict nothing else is shown of the files that are to blame. */
function problems(verdict: Verdict): readonly Annotation[] {
  return verdict.diagnostics.flatMap(({ code, severity, message, help, location }) =>
    severity !== 'error' || location === undefined || location.side !== 'head'
      ? []
      : [
          {
            ...linesOf(location),
            level: 'failure' as const,
            title: cutShown(`jitl: ${code}`, TITLE),
            message: [message, ...(help === undefined ? [] : [help])]
              .map((text) => cutShown(escapeTerminal(text.slice(0, LINE * 2)), LINE))
              .join('\n'),
          },
        ],
  );
}

/** The end of a location is where it is over: at the start of a line, the line before is the last. */
function linesOf({
  path,
  start,
  end,
}: Location): Pick<Annotation, 'path' | 'startLine' | 'endLine'> {
  const last = end.column === 1 ? end.line - 1 : end.line;
  return { path, startLine: start.line, endLine: Math.max(start.line, last) };
}
