import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findNearDuplicate, type TextSource } from '../../src/core/judgment/near-duplicate.ts';
import {
  breakGlassIncidents,
  quotedDigests,
  quotedHeads,
} from '../../src/core/judgment/rationale-lines.ts';
import { findRationaleProblem } from '../../src/core/judgment/rationale.ts';
import { reviewTemplate } from '../../src/core/judgment/review-template.ts';
import { pairsOf, question, readCorpus } from '../support/rationale-corpus.ts';

const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 500) };
const genuine = [...readCorpus('genuine'), ...readCorpus('same-reviewer')];
const boilerplate = readCorpus('boilerplate');
const copies = readCorpus('copies');
const nothing = { questions: [], sections: [] };
const named = new Map(copies.map((text) => [text.name, text]));
const pairs = copies
  .filter(({ name }) => name.endsWith('/copy'))
  .map((copy) => ({ copy, source: named.get(copy.name.replace(/copy$/, 'source')) }));

function duplicate(body: string, text: string, kind: TextSource['kind'] = 'earlier') {
  return findNearDuplicate(body, [{ kind, label: 'it', text }], nothing);
}

/** Copies that pass, with why: words swapped in every sentence, sentences moved, rewording, dilution. */
const KNOWN_MISSES = [
  'earlier/word-names-everywhere',
  'earlier/light-rewording',
  'earlier/heavy-rewording',
  'earlier/reordered-1',
  'earlier/reordered-2',
  'earlier/diluted',
  'earlier/es',
  'earlier/ja',
  'review/reordered',
  'proposal/paraphrased',
];

describe('the corpus', () => {
  it('has the sizes that docs/rationale.md states', () => {
    const spoken = readCorpus('genuine').map(({ group }) => group);
    expect(genuine).toHaveLength(96);
    expect(new Set(spoken).size).toBe(19);
    expect(boilerplate).toHaveLength(70);
    expect(pairs).toHaveLength(32);
    for (const of of ['zh', 'ja', 'ko', 'ar', 'hi', 'th', 'ru', 'de', 'fr', 'es', 'pt', 'pl'])
      expect(spoken.filter((one) => one === of).length, of).toBeGreaterThanOrEqual(3);
  });

  it('holds no genuine rationale that is refused but one short sentence', () => {
    const refused = genuine.filter(
      ({ body, topics }) => findRationaleProblem(body, topics) !== null,
    );
    expect(refused.map(({ name }) => name)).toEqual(['en/one-sentence']);
  });

  it('holds no boilerplate that counts but what is known to pass', () => {
    const passed = boilerplate.filter(({ body }) => findRationaleProblem(body, nothing) === null);
    expect(passed.map(({ name }) => name)).toEqual(['en/long-polite']);
  });

  it('raises no false alarm between different rationales of one reviewer', () => {
    const different = pairsOf(readCorpus('same-reviewer')).filter(
      ({ first, second }) => first.group === second.group,
    );
    expect(different).toHaveLength(70);
    const alarms = different.filter(({ first, second }) => duplicate(first.body, second.body));
    expect(alarms.map(({ name }) => name)).toEqual([]);
  });

  it('raises no false alarm between any two genuine rationales', () => {
    const alarms = pairsOf(genuine).filter(({ first, second }) =>
      duplicate(first.body, second.body),
    );
    expect(alarms.map(({ name }) => name)).toEqual([]);
  });

  it('recognises the copies but for those that are known to pass', () => {
    const missed = pairs.filter(({ copy, source }) => {
      const kind = copy.group as TextSource['kind'];
      return duplicate(copy.body, source?.body ?? '', kind)?.kind !== kind;
    });
    expect(missed.map(({ copy }) => copy.name.replace(/\/copy$/, ''))).toEqual(KNOWN_MISSES);
  });
});

describe('lines that bind', () => {
  const sha1 = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
  const sha256 = '3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b';

  it('are read with any emphasis, also from a quote', () => {
    const body = `> **Brief:** \`sha256:${sha256}\`\nHEAD: ${sha1}\nhead : ${sha256}\nHead: ${sha1}0`;
    expect(quotedDigests(body)).toEqual([`sha256:${sha256}`]);
    expect(quotedHeads(body)).toEqual([sha1, sha256]);
  });

  it.each([
    ['Break-glass: INC-2041', ['INC-2041']],
    ['text\r\n**Break-glass:** https://pager.example/i/7#now', ['https://pager.example/i/7#now']],
    ['break-glass: эск/12', ['эск/12']],
    [`Break-glass: ${'x'.repeat(100)}`, ['x'.repeat(100)]],
    [`Break-glass: ${'x'.repeat(101)}`, []],
    ['Break-glass:', []],
    ['Break-glass: two words', []],
    ['Break-glass: INC-1; rm', []],
    ['we do break-glass: INC-1', []],
    ['> Break-glass: INC-1', []],
    ['> quoted\nBreak-glass: INC-1', []],
    ['```\nBreak-glass: INC-1\n```', []],
    ['<!--\nBreak-glass: INC-1\n-->', []],
    ['<details>\nBreak-glass: INC-1\n</details>', []],
  ])('of an override: %j', (body, incidents) => {
    expect(breakGlassIncidents(body)).toEqual(incidents);
  });
});

describe('what is asked', () => {
  const reason =
    'Checkout and refunds read the new key since Monday; the old one leaked to a build log and has to go.';
  const ask = (...sections: string[]) => ({ questions: [question('rotation-window')], sections });
  const answer = 'Sunday night, when settlement is idle and finance knows.';

  it.each([
    `rotation-window: ${answer}`,
    `**Rotation-Window**: ${answer}`,
    `- \`rotation-window\`: ${answer}`,
    `rotation-window：${answer}`,
    `## Rotation window\n${answer}`,
    `### rotation-window ###\n\n${answer}`,
    `Rotation window\n---\n${answer}`,
    `**rotation-window**\n${answer}`,
  ])('is answered by %j', (text) => {
    expect(findRationaleProblem(`${reason}\n\n${text}`, ask())).toBeNull();
  });

  it.each([
    `rotation-window: ok`,
    `rotation-window:\n> ${answer}`,
    `rotation-window: <!-- ${answer} -->`,
    `rotation-window:\n\`\`\`\n${answer}\n\`\`\``,
    `rotation-window: What about rotation-window, as it stands there?`,
    `rotation-window:\n# Other\n${answer}`,
    `The rotation-window is ${answer}`,
  ])('is not answered by %j', (text) => {
    expect(findRationaleProblem(`${reason}\n\n${text}`, ask())).toMatchObject({
      code: 'question-unanswered',
      message: 'the review does not answer `rotation-window`',
    });
  });

  it('names every id that is missing', () => {
    const both = findRationaleProblem(reason, ask('rollback', 'blast-radius'));
    expect(both).toMatchObject({ code: 'question-unanswered' });
    expect(both?.message).toMatch(/`rotation-window` and .*`rollback`, `blast-radius`/);
    const one = findRationaleProblem(`${reason}\nrotation-window: ${answer}`, ask('rollback'));
    expect(one).toMatchObject({
      code: 'section-missing',
      message: 'the review says nothing under `rollback`',
    });
  });
});

describe('the template', () => {
  const ids = ['rotation-window', 'new-principal'];
  const text = fc.string({ unit: 'binary' }).map((name) => `${name}\nMay ${name} write?\r\n# yes`);
  const input = fc.record({
    lines: fc.constant([`Brief: sha256:${'a'.repeat(64)}`, `Head: ${'b'.repeat(40)}`]),
    questions: fc
      .tuple(text, text)
      .map((texts) => texts.map((one, at) => ({ id: ids[at] ?? '', text: one, changes: [] }))),
    sections: fc.constant(['rollback']),
  });

  it('is refused unfilled, with and without its quote marks, and counts when filled', () => {
    fc.assert(
      fc.property(input, (asked) => {
        const template = reviewTemplate(asked);
        for (const unfilled of [template, template.replace(/^> /gm, '')]) {
          const problem = findRationaleProblem(unfilled, asked);
          expect(problem?.code).toBe('no-rationale');
          for (const id of [...ids, 'rollback']) expect(problem?.help).toContain(`\`${id}\``);
        }
        expect(template.split('\n').filter((line) => line.startsWith('> '))).toHaveLength(4);
        expect(quotedDigests(template)).toHaveLength(1);
        const filled = template
          .replace(/^(> Why.*)$/m, '$1\n\nThe old key leaked, both consumers have moved already.')
          .replace(/^([a-z-]+): $/gm, '$1: Sunday night, when settlement is idle.');
        expect(findRationaleProblem(filled, asked)).toBeNull();
      }),
      runs,
    );
  });
});
