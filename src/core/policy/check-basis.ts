import type { Diagnostic } from '../diagnostic.ts';
import { checkCitation, isCitation } from '../frameworks/cite.ts';
import type { Location } from '../location.ts';
import { closest } from '../schema/closest.ts';
import type { Placed, ReadyPolicy, ReadyWaiver } from './basis.ts';
import type { People } from './documents/people.ts';
import type { RiskModel } from './documents/risk-model.ts';

/** A level that is named somewhere. */
interface Named {
  readonly dimension: string;
  readonly level: string;
  readonly location: Location;
}

/** Dimensions and levels are named in policies and in the table; each must exist in the model. */
export function checkAgainstModel(
  policies: readonly ReadyPolicy[],
  model: Placed<RiskModel>,
): readonly Diagnostic[] {
  const { dimensions } = model.document.spec;
  return [...namedInTable(model), ...policies.flatMap(namedInFactors)].flatMap(
    ({ dimension, level, location }): readonly Diagnostic[] => {
      const levels = Object.hasOwn(dimensions, dimension) ? dimensions[dimension] : undefined;
      if (levels?.includes(level) === true) return [];
      const missing = levels === undefined;
      const message = missing
        ? `\`${dimension}\` is no dimension of the risk model`
        : `\`${level}\` is no level of \`${dimension}\``;
      const known = missing ? Object.keys(dimensions) : levels;
      return [unknownId(message, { text: missing ? dimension : level, known, location })];
    },
  );
}

function namedInTable({ document, at }: Placed<RiskModel>): readonly Named[] {
  return Object.entries(document.spec.table).flatMap(([tier, rows]) =>
    rows.flatMap((row, index) =>
      Object.entries(row).map(([dimension, level]) => ({
        dimension,
        level,
        location: at('spec', 'table', tier, index, dimension),
      })),
    ),
  );
}

function namedInFactors({ document, at }: ReadyPolicy): readonly Named[] {
  return document.spec.factors.flatMap((factor, index) =>
    Object.entries(factor.raises ?? {}).map(([dimension, level]) => ({
      dimension,
      level,
      location: at('spec', 'factors', index, 'raises', dimension),
    })),
  );
}

/** Ids are cited by records, waivers and tests, so each names one thing. */
export function checkIds(
  policies: readonly ReadyPolicy[],
  waivers: readonly ReadyWaiver[],
): readonly Diagnostic[] {
  const named = [
    ...policies.flatMap(({ document, at }) => [
      { id: document.metadata.id, location: at('metadata', 'id') },
      ...document.spec.factors.map(({ id }, index) => ({
        id,
        location: at('spec', 'factors', index, 'id'),
      })),
    ]),
    ...waivers.map(({ document, at }) => ({
      id: document.metadata.id,
      location: at('metadata', 'id'),
    })),
  ];
  const seen = new Set<string>();
  return named.flatMap(({ id, location }): readonly Diagnostic[] => {
    const twice = seen.has(id);
    seen.add(id);
    if (!twice) return [];
    return [
      {
        code: 'policy-duplicate-id',
        severity: 'error',
        message: `\`${id}\` is used twice`,
        help: 'ids are cited by records, so each names one thing',
        location,
      },
    ];
  });
}

/** Roles and expertise that a policy asks for exist. */
export function checkNames(
  policies: readonly ReadyPolicy[],
  people: People | null,
): readonly Diagnostic[] {
  const roles = Object.keys(people?.spec.roles ?? {});
  const expertise = Object.keys(people?.spec.expertise ?? {});
  return policies.flatMap(({ document, at }) =>
    Object.entries(document.spec.requires ?? {}).flatMap(([tier, rule]) =>
      (rule?.reviews ?? []).flatMap((line, index): readonly Diagnostic[] => {
        const place = ['spec', 'requires', tier, 'reviews', index] as const;
        const problems: Diagnostic[] = [];
        if (line.role !== undefined && !roles.includes(line.role))
          problems.push(
            unknownId(`the role \`${line.role}\` is not in \`.jitl/people.yaml\``, {
              text: line.role,
              known: roles,
              location: at(...place, 'role'),
            }),
          );
        for (const [position, id] of line.expertise.entries())
          if (!expertise.includes(id))
            problems.push(
              unknownId(`the expertise \`${id}\` is not in \`.jitl/people.yaml\``, {
                text: id,
                known: expertise,
                location: at(...place, 'expertise', position),
              }),
            );
        return problems;
      }),
    ),
  );
}

/** What a policy cites is in a catalogue that comes with jitl. */
export function checkFrameworks(policies: readonly ReadyPolicy[]): readonly Diagnostic[] {
  return policies.flatMap(({ document, at }) =>
    document.spec.frameworks.flatMap(({ catalog, controls }, index) =>
      controls.flatMap((control, position): readonly Diagnostic[] => {
        const checked = checkCitation(catalog, control);
        if (isCitation(checked)) return [];
        const place = ['spec', 'frameworks', index] as const;
        const { what, message, help } = checked;
        // Each control of an unknown catalogue would say the same.
        if (what === 'catalog' && position > 0) return [];
        const location =
          what === 'catalog' ? at(...place, 'catalog') : at(...place, 'controls', position);
        return [{ code: 'policy-unknown-framework', severity: 'error', message, help, location }];
      }),
    ),
  );
}

interface Unknown {
  readonly text: string;
  readonly known: readonly string[];
  readonly location: Location;
}

export function unknownId(message: string, { text, known, location }: Unknown): Diagnostic {
  const near = closest(text, known);
  const listed = known.length === 0 ? 'add it there' : `use ${known.slice(0, 12).join(', ')}`;
  return {
    code: 'policy-unknown-id',
    severity: 'error',
    message,
    help: near === null ? listed : `did you mean \`${near}\`?`,
    location,
  };
}
