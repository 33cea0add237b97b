import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { countContent } from '../../src/core/judgment/content-words.ts';
import { findNearDuplicate } from '../../src/core/judgment/near-duplicate.ts';
import { ownLines } from '../../src/core/judgment/own-lines.ts';
import { findRationaleProblem } from '../../src/core/judgment/rationale.ts';
import { isBoundLine } from '../../src/core/judgment/rationale-lines.ts';
import { plainText, readRationale } from '../../src/core/judgment/rationale-text.ts';
import {
  comparableWords,
  containment,
  resemblance,
  shingles,
} from '../../src/core/judgment/similarity.ts';
import { scanLine } from '../../src/core/judgment/visible-inline.ts';
import { readCorpus } from '../support/rationale-corpus.ts';

const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 500) };
const genuine = [...readCorpus('genuine'), ...readCorpus('same-reviewer')].filter(
  ({ name }) => name !== 'en/one-sentence',
);
const refused = readCorpus('boilerplate').filter(({ name }) => name !== 'en/long-polite');
const nothing = { questions: [], sections: [] };
const reasons = genuine.map(({ body }) => body.trim());

/** Ways to put a text where it is no word of the reviewer's; none holds what would end it. */
const wrappings: readonly ((text: string) => string)[] = [
  (text) => text.replace(/^/gm, '> '),
  (text) => `<!--\n${text}\n-->`,
  (text) => `\`\`\`text\n${text}\n\`\`\``,
  (text) => `~~~~\n${text}\n~~~\n${text}\n~~~~`,
  (text) => `<details><summary>${text}</summary>\n\n${text}\n\n</details>`,
  (text) => `<details>\n<details>\n${text}\n</details>\n${text}\n</details>`,
  (text) => `<blockquote>${text}</blockquote>`,
  (text) => `![${text.replace(/\s+/g, ' ')}](a.png)`,
  (text) => `[1]: https://example.com "${text.replace(/["\s]+/g, ' ')}"`,
  (text) => `<p title="${text.replaceAll('"', '')}">ok</p>`,
  (text) => text.replace(/^/gm, '- [x] '),
  (text) => text.replace(/^/gm, '## '),
];
const reason = fc.constantFrom(...reasons).map((text) => text.replace(/\n\s*\n/g, '\n'));

describe('what is no word of the reviewer', () => {
  it('never makes a refused review count', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...refused),
        reason,
        fc.constantFrom(...wrappings),
        ({ body }, text, wrap) => {
          for (const joined of [`${body}\n\n${wrap(text)}\n`, `${wrap(text)}\n\n${body}`])
            expect(findRationaleProblem(joined, nothing)?.code, joined).toBe('no-rationale');
        },
      ),
      runs,
    );
  });

  it('holds in it no word that a reader of the rest would miss', () => {
    fc.assert(
      fc.property(reason, fc.constantFrom(...wrappings), (text, wrap) => {
        const answer = 'Sunday night, when settlement is idle.';
        const alone = readRationale(answer, nothing).own.trim();
        expect(readRationale(`${wrap(text)}\n\n${answer}`, nothing).own).toContain(alone);
      }),
      runs,
    );
  });
});

describe('honest words', () => {
  it('that are added never make a review that counts refused', () => {
    const words = fc.array(fc.constantFrom(...reasons.flatMap((text) => text.split(/\s+/))));
    fc.assert(
      fc.property(fc.constantFrom(...genuine), words, ({ body, topics }, more) => {
        const longer = `${body.trimEnd()}\n\n${more.join(' ')}`;
        expect(findRationaleProblem(longer, topics), longer).toBeNull();
      }),
      runs,
    );
  });
});

describe('similarity', () => {
  const text = fc.oneof(
    reason,
    fc.array(fc.constantFrom('a', 'b', 'c')).map((of) => of.join(' ')),
  );
  const set = text.map((words) => shingles(comparableWords(words)));

  it('is symmetric, 1 on itself, from 0 to 1, and grows with what it is contained in', () => {
    fc.assert(
      fc.property(set, set, set, (a, b, c) => {
        const alike = resemblance(a, b);
        expect(alike).toBe(resemblance(b, a));
        expect(alike).toBeGreaterThanOrEqual(0);
        expect(alike).toBeLessThanOrEqual(1);
        expect(resemblance(a, a)).toBe(a.size === 0 ? 0 : 1);
        const part = containment(a, b);
        expect(part).toBeGreaterThanOrEqual(alike);
        expect(containment(a, new Set([...b, ...c]))).toBeGreaterThanOrEqual(part);
      }),
      runs,
    );
  });

  it('of a copy does not fall under the bound by case, space, marks and ids', () => {
    const disguise = fc.record({
      upper: fc.boolean(),
      space: fc.constantFrom(' ', '\n', '\n\n', '\u00a0 '),
      mark: fc.constantFrom('', '!', ' …', ' **', ', '),
      id: fc.constantFrom('svc-42', '2026-03-14', '#918', 'https://example.com/a', 'a1b2c3d4e5'),
    });
    fc.assert(
      fc.property(reason, disguise, (plain, { upper, space, mark, id }) => {
        const original = `${plain} It concerns billing-sync-7 of 2025-01-01.`;
        const changed =
          `${plain}${mark} It concerns${space}${id.startsWith('http') ? 'x_1' : id} of ${id}.`
            .replace(/[,.;] /g, `${mark}${space}`)
            .replaceAll('->', '');
        const copy = upper ? changed.toUpperCase() : changed;
        const found = findNearDuplicate(
          copy,
          [{ kind: 'earlier', label: 'it', text: original }],
          nothing,
        );
        expect(found?.similarity ?? 0, copy).toBeGreaterThanOrEqual(0.6);
      }),
      runs,
    );
  });

  it('of texts below the size of a shingle is nothing', () => {
    const short = 'Same as last week.';
    expect(
      findNearDuplicate(short, [{ kind: 'earlier', label: 'it', text: short }], nothing),
    ).toBeNull();
  });
});

/**
 * Bodies are cut at 20,000 characters; the parts are tried without the cut, so that work that grows
 * with the square of the length would take minutes where one pass takes a moment.
 */
describe('hostile text is read in one pass', () => {
  const units = [
    '`',
    '<!--',
    '>',
    '[',
    '![',
    '](',
    '][',
    '<',
    '<a ',
    '<a b="',
    '<details>',
    '</details>',
  ];
  const more = [
    '- ',
    '*',
    '_',
    'Brief: ',
    'Brief:',
    '&',
    ':a',
    '@a',
    '#',
    '\\',
    '$$',
    '-',
    '(',
    "='",
    '漢',
    'ก',
  ];
  const hostile = [...units, ...more, '<details></details>', '<details>`</details>'];

  it.each(hostile)(
    '%j again and again',
    (unit) => {
      const line = unit.repeat(Math.ceil(300_000 / unit.length));
      const start = { hidden: null, folded: null };
      expect(scanLine(line, 0, start).text.length).toBeLessThanOrEqual(line.length);
      expect(countContent(line)).toBeLessThan(12);
      expect(plainText(line).length).toBeLessThanOrEqual(line.length);
      expect(isBoundLine(line)).toBe(false);
      expect(isBoundLine(`Brief: ${line}`)).toBe(false);
      expect(shingles(comparableWords(line)).size).toBeLessThan(12);
    },
    10_000,
  );

  it.each(hostile)('a body of 70,000 characters of %j, on one line and on many', (unit) => {
    const many = Math.ceil(70_000 / unit.length);
    for (const body of [unit.repeat(many), `${unit}\n`.repeat(many), `${unit}\n\n`.repeat(many)]) {
      expect(findRationaleProblem(body, nothing)?.code).toBe('no-rationale');
      expect(ownLines(body).length).toBeLessThanOrEqual(20_001);
    }
  });
});
