import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { digestChange } from '../../src/core/brief/digest-change.ts';
import { briefParts } from '../../src/core/brief/digest-brief.ts';
import { digestText } from '../../src/core/digest.ts';
import {
  BRIEFS_KEPT,
  CHANGES_KEPT,
  decodeCommentData,
  encodeCommentData,
  type CommentData,
} from '../../src/core/published/comment-data.ts';
import { commentDataOf } from '../../src/core/published/comment-data-of.ts';
import { HEAD, noVerdict, nothingToGate, readersOf } from '../support/published-verdicts.ts';

const digest = fc.integer().map((number) => digestText(String(number)));
const parts = fc.dictionary(fc.constantFrom(...briefParts), digest, { noNullPrototype: true });
const brief = fc.record({ digest, parts }, { noNullPrototype: true });
const data: fc.Arbitrary<CommentData> = fc.record(
  {
    version: fc.constant(1 as const),
    head: fc.constantFrom(HEAD, null, 'a'.repeat(64)),
    base: fc.constantFrom(HEAD, null),
    verdict: fc.constantFrom('allowed', 'pending', 'unknown', 'denied', 'none'),
    digest: fc.option(digest),
    parts: fc.option(parts),
    changes: fc.array(digest, { maxLength: 20 }),
    gone: fc.array(digest, { maxLength: 20 }),
    changesCut: fc.boolean(),
    briefs: fc.array(brief, { maxLength: BRIEFS_KEPT }),
    since: fc.option(
      fc.record(
        {
          digest,
          added: fc.option(fc.nat()),
          gone: fc.option(fc.nat()),
          first: fc.array(digest, { maxLength: 5 }),
        },
        { noNullPrototype: true },
      ),
    ),
    override: fc.option(
      fc.record(
        { dueAt: fc.constantFrom('2026-11-28T10:00:00Z', '2026-11-28T10:00:00-01:00') },
        { noNullPrototype: true },
      ),
    ),
    judged: fc.boolean(),
  },
  { noNullPrototype: true },
);

function sample(): CommentData {
  return commentDataOf(readersOf('secrets', 2), null, HEAD);
}

describe('the data of a comment', () => {
  test('comes back as it was, from anywhere in a comment', () => {
    fc.assert(
      fc.property(data, fc.constantFrom('\n', '\r\n'), (value, end) => {
        const line = encodeCommentData(value);
        expect(line).not.toMatch(/[\n\r]/);
        expect(line.slice(4, -3)).not.toMatch(/--|<|>/);
        expect(decodeCommentData(line)).toEqual(value);
        expect(decodeCommentData(['# a', line, ''].join(end))).toEqual(value);
      }),
    );
  });

  test('is none where anything of it is different', () => {
    const line = encodeCommentData(sample());
    fc.assert(
      fc.property(fc.nat({ max: line.length - 1 }), fc.string({ maxLength: 3 }), (at, text) => {
        const other = line.slice(0, at) + text + line.slice(at + 1);
        const read = decodeCommentData(other);
        // A digit of a digest may be another digit; the form is what is known.
        if (read !== null)
          expect(encodeCommentData(read).length).toBeLessThanOrEqual(line.length + 3);
      }),
    );
    for (const broken of [
      '',
      'nothing here',
      ` ${line}`,
      `> ${line}`,
      line.replace(' -->', ' --> '),
      line.replace(' -->', ''),
      line.replace('"version":1', '"version":2'),
      line.replace('"version":1', '"version":1,"more":1'),
      line.replace('"version":1', '"version":1,"__proto__":{}'),
      line.replace('sha256:', 'sha512:'),
      line.replace(HEAD, HEAD.slice(1)),
      line.replace('{', '[').replace(/\}( -->)$/, ']$1'),
      `<!-- jitl:data ${'['.repeat(70_000)} -->`,
      `<!-- jitl:data null -->`,
    ])
      expect(decodeCommentData(broken), broken.slice(0, 80)).toBeNull();
  });

  test('is none where there are two, since nothing tells which is ours', () => {
    const line = encodeCommentData(sample());
    expect(decodeCommentData(`${line}\n${line}`)).toBeNull();
    expect(decodeCommentData(`${line}\n<!-- jitl:data x`)).toBeNull();
    expect(decodeCommentData(`a <!-- jitl:data {} -->\n${line}`)).not.toBeNull();
  });

  test('at its largest leaves half of a comment', () => {
    const many = readersOf('secrets', 310);
    let value = commentDataOf(many, null, HEAD);
    for (let round = 0; round < 12; round += 1)
      value = commentDataOf(withBrief(many, `round ${round}`), value, HEAD);
    expect(value.changes.length).toBe(CHANGES_KEPT);
    expect(value.changesCut).toBe(true);
    expect(value.briefs.length).toBe(BRIEFS_KEPT);
    expect(encodeCommentData(value).length).toBeLessThan(34_000);
    expect(decodeCommentData(encodeCommentData(value))).toEqual(value);
  });
});

describe('what a run keeps of the one before', () => {
  const one = readersOf('secrets', 1);
  const two = readersOf('secrets', 2);

  test('a first brief is compared with none', () => {
    const value = commentDataOf(one, null, HEAD);
    expect(value).toMatchObject({
      head: HEAD,
      verdict: 'pending',
      since: null,
      briefs: [],
      gone: [],
    });
    expect(value.changes).toEqual(one.changes.map(digestChange));
  });

  test('another brief knows what is new and what is gone, and the same one again still does', () => {
    const first = commentDataOf(one, null, HEAD);
    const second = commentDataOf(two, first, HEAD);
    expect(second.since).toMatchObject({ digest: one.brief.digest, added: 1, gone: 0 });
    expect(second.briefs).toEqual([{ digest: one.brief.digest, parts: one.brief.parts }]);
    expect(commentDataOf(two, second, HEAD)).toEqual(second);
    const third = commentDataOf(one, second, HEAD);
    expect(third.since).toMatchObject({ digest: two.brief.digest, added: 0, gone: 1 });
    expect(third.briefs.map((seen) => seen.digest)).toEqual([two.brief.digest]);
  });

  test('a change that is taken out stays known, so that its refusal can be', () => {
    const first = commentDataOf(two, null, HEAD);
    const emptied = commentDataOf(nothingToGate(), first, HEAD);
    expect(emptied.changes).toEqual([]);
    expect(emptied.gone).toEqual(first.changes);
    expect(commentDataOf(two, emptied, HEAD).gone).toEqual([]);
  });

  test('a run without a verdict forgets nothing', () => {
    const first = commentDataOf(two, null, HEAD);
    const failed = commentDataOf(noVerdict(true), first, HEAD);
    expect(failed).toMatchObject({ verdict: 'none', digest: null, changes: first.changes });
    expect(failed.briefs.map((seen) => seen.digest)).toEqual([two.brief.digest]);
    expect(commentDataOf(two, failed, HEAD).since).toBeNull();
    expect(commentDataOf(one, failed, HEAD).since).toMatchObject({
      digest: two.brief.digest,
      gone: 1,
    });
  });

  test('an override stays owed until the change is allowed without one', () => {
    const override = {
      review: 1,
      login: 'radia',
      incident: 'INC-1',
      followUpBy: '2026-11-28T10:00:00Z',
    };
    const landed = commentDataOf({ ...one, kind: 'allowed', override }, null, HEAD);
    expect(landed).toMatchObject({ override: { dueAt: override.followUpBy }, judged: false });
    const later = commentDataOf(one, landed, HEAD);
    expect(later).toMatchObject({ override: { dueAt: override.followUpBy }, judged: false });
    const failed = commentDataOf(noVerdict(true), later, HEAD);
    expect(failed).toMatchObject({ override: { dueAt: override.followUpBy }, judged: false });
    const judged = commentDataOf({ ...one, kind: 'allowed' }, failed, HEAD);
    expect(judged).toMatchObject({ override: { dueAt: override.followUpBy }, judged: true });
  });
});

function withBrief<V extends ReturnType<typeof readersOf>>(verdict: V, text: string): V {
  return { ...verdict, brief: { ...verdict.brief, digest: digestText(text) } };
}
