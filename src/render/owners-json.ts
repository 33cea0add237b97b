import type { OwnersAnswer, OwnersReport } from '../core/ownership/owners-report.ts';
import type { Failure } from '../core/verdict.ts';
import { jsonText } from './escape.ts';
import type { OwnersDocument } from './owners-schema.ts';

const schema = 'https://jitl.dev/schema/v1/owners.json';

export function renderOwnersJson(report: OwnersReport): string {
  // A hundred thousand paths share a few hundred answers.
  const projected = new Map<OwnersAnswer, AnswerDocument>();
  const project = (answer: OwnersAnswer): AnswerDocument => {
    const known = projected.get(answer) ?? projectAnswer(answer);
    projected.set(answer, known);
    return known;
  };
  const document: OwnersDocument = {
    schema,
    base: report.base,
    file: report.file,
    paths: report.paths.map(({ path, answer, submodule }) => {
      const own = { path, ...project(answer) };
      if (submodule === null) return own;
      const { entry, inside } = submodule;
      return {
        ...own,
        submodule: { entry: project(entry), inside: project(inside) },
      };
    }),
    skipped: report.skipped.map(({ line, text, reason }) => ({ line, text, reason })),
    failure: null,
  };
  return jsonText(document);
}

/** The same document when there are no answers. */
export function renderOwnersFailure(failure: Failure): string {
  const document: OwnersDocument = {
    schema,
    base: null,
    file: null,
    paths: [],
    skipped: [],
    failure: { ...failure },
  };
  return jsonText(document);
}

type AnswerDocument = NonNullable<OwnersDocument['paths'][number]['submodule']>['entry'];

function projectAnswer(answer: OwnersAnswer): AnswerDocument {
  const { status, owners, line, text, reason } = answer;
  return {
    status,
    owners: [...owners],
    line,
    text,
    ...(reason === null ? {} : { reason }),
  };
}
