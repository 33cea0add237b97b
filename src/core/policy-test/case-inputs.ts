import type { Diagnostic } from '../diagnostic.ts';
import type { PolicyTest, TestCase } from '../policy/documents/policy-test.ts';
import { whatKindsCarry, type Carried } from '../policy/possible/what-kinds-carry.ts';
import { inputsBy } from '../risk/assess.ts';
import type { RatedInput } from '../risk/rate.ts';
import { compareFiles } from './compare-files.ts';
import { fillItem, fillRecord, fillSubject } from './fill-input.ts';
import { fillState } from './fill-state.ts';
import type { WrittenRecord } from './input-shape.ts';
import { invalid, type ReadyCase } from './suite.ts';

type Given = PolicyTest['spec']['given'];
type Inputs = NonNullable<TestCase['inputs']>;

export interface CaseReading {
  readonly given: Given;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly at: ReadyCase['at'];
  readonly diagnostics: Diagnostic[];
}

/** What the conditions see in a case; none where something is wrong with it. */
export function changesOf(written: TestCase, reading: CaseReading): readonly RatedInput[] {
  const { inputs, manifests } = written;
  if (inputs !== undefined) return fromInputs(inputs, reading);
  const shared = reading.given?.manifests;
  const { changes, ...after } = compareFiles(
    { ...shared?.base, ...manifests?.base },
    { ...shared?.head, ...manifests?.head },
  );
  if (changes.length === 0)
    reading.diagnostics.push(
      invalid(
        'nothing changes between the two sides, so nothing would be tested',
        reading.at('manifests'),
        'let `head` grant, create or remove something',
      ),
    );
  return changes.map(inputsBy({ ...after, now: reading.now }));
}

function fromInputs(inputs: Inputs, reading: CaseReading): readonly RatedInput[] {
  const given = reading.given?.inputs ?? {};
  const kind = inputs.change ?? given.change;
  if (kind === undefined) {
    reading.diagnostics.push(
      invalid(
        'the case does not say which kind of change it is',
        reading.at('inputs'),
        'add `change: grant-added`, or another kind, here or under `given.inputs`',
      ),
    );
    return [];
  }
  const carried: Carried = whatKindsCarry[kind];
  const impossible = impossibleOf(inputs, kind, carried, reading);
  if (impossible.length > 0) {
    reading.diagnostics.push(...impossible);
    return [];
  }
  const shared = without(given.item, carried.empty);
  const written = (inputs.items ?? [{}]).map((item) => ({ ...shared, ...item }));
  const about = { ...given.subject, ...inputs.subject };
  const items = written.map((item) => fillItem(kind, item));
  const subject = fillSubject(kind, about);
  const gains = kind === 'grant-added' || kind === 'grant-widened';
  const held = (inputs.held ?? given.held ?? []).map((one) => fillRecord('Held', one));
  const value = fillState(
    { held, gained: gains ? items : [] },
    { ...given.state, ...inputs.state },
  );
  const state = { value, cut: [] };
  const change: RatedInput = {
    kind,
    holder: typeof subject['id'] === 'string' ? subject['id'] : '',
    items: items.map((item) => ({ value: item, cut: [] })),
    subject: { value: subject, cut: [] },
    state: () => state,
    beyond: null,
  };
  return [change];
}

/** What all cases share is left out where a kind of change does not have it. */
function without(record: WrittenRecord = {}, fields: readonly string[]): WrittenRecord {
  return Object.fromEntries(Object.entries(record).filter(([field]) => !fields.includes(field)));
}

/** A case that no change can lead to proves nothing, and would outlive the rule that it is about. */
function impossibleOf(
  { items = [], subject = {} }: Inputs,
  kind: string,
  carried: Carried,
  { at }: CaseReading,
): readonly Diagnostic[] {
  const inItems = items.flatMap((item, index) =>
    Object.entries(item).flatMap(([field, value]) =>
      carried.empty.includes(field) && !isEmpty(value)
        ? [
            invalid(
              `\`${kind}\` never has \`${field}\``,
              at('inputs', 'items', index, field),
              'leave it out',
            ),
          ]
        : [],
    ),
  );
  const inSubject = Object.entries(carried.subject).flatMap(([field, only]) =>
    subject[field] === undefined || subject[field] === only
      ? []
      : [
          invalid(
            `the \`${field}\` of the subject of \`${kind}\` is always \`${only}\``,
            at('inputs', 'subject', field),
            'leave it out',
          ),
        ],
  );
  return [...inItems, ...inSubject];
}

function isEmpty(value: WrittenRecord[string]): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === undefined || value === false || value === '' || value === 0 || value === 'none';
}
