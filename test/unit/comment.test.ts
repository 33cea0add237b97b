import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { digestText } from '../../src/core/digest.ts';
import { commentDataOf } from '../../src/core/published/comment-data-of.ts';
import { decodeCommentData, type CommentData } from '../../src/core/published/comment-data.ts';
import { commentMarker } from '../../src/core/published/comment-marker.ts';
import type { Verdict } from '../../src/core/verdict.ts';
import type { CheckReport } from '../../src/forge.ts';
import { checkReportOf } from '../../src/render/check-report.ts';
import { cutLines } from '../../src/render/comment-parts.ts';
import { COMMENT_LIMIT, renderComment } from '../../src/render/comment.ts';
import { markdownFence } from '../../src/render/escape.ts';
import { hostileTexts, poisoned } from '../support/hostile-texts.ts';
import { proseOf, tagsOf, toHtml } from '../support/markdown-reader.ts';
import {
  everything,
  HEAD,
  noVerdict,
  nothingToGate,
  readersOf,
} from '../support/published-verdicts.ts';

function comment(verdict: Verdict, previous: CommentData | null = null): string {
  return renderComment({ verdict, data: commentDataOf(verdict, previous, HEAD) });
}

/** What stands in sight before anything is opened. */
function screen(text: string): readonly string[] {
  const [top = ''] = text.split('<details>');
  return top.split('\n').filter((line) => line !== '' && !line.startsWith('<!--'));
}

const shown: Readonly<Record<string, Verdict>> = {
  everything: everything(),
  pending: readersOf('secrets', 3),
  denied: {
    ...readersOf('secrets', 1),
    kind: 'denied',
    denials: [{ code: 'merge-conflict', message: 'it conflicts', help: 'merge it' }],
  },
  override: {
    ...readersOf('secrets', 1),
    kind: 'allowed',
    override: { review: 1, login: 'r', incident: 'I', followUpBy: '2026-11-28T10:00:00Z' },
  },
  unknown: { ...readersOf('secrets', 1), kind: 'unknown' },
  'no verdict, a problem': noVerdict(false),
  'no verdict, a failure': noVerdict(true),
};

describe('foreign text in the comment and in the summary of the check', () => {
  for (const [name, verdict] of Object.entries(shown)) {
    test(`makes no link, mention, HTML or marker: ${name}`, () => {
      const harmless = tagsOf(toHtml(comment(poisoned(verdict, 'x'))));
      for (const text of hostileTexts) expectHarmless(poisoned(verdict, text), text, harmless);
    });
  }

  test('nor does any mixture of such texts', () => {
    const verdict = everything();
    const harmless = tagsOf(toHtml(comment(poisoned(verdict, 'x'))));
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary' })), {
          maxLength: 5,
        }),
        (texts) => {
          const text = texts.join('');
          // Where nothing is missing, nothing is shown; and what has no room is left out.
          fc.pre(text !== '' && text.length <= 300);
          expectHarmless(poisoned(verdict, text), text, harmless);
        },
      ),
      { numRuns: 30 },
    );
  });
});

function expectHarmless(verdict: Verdict, text: string, harmless: readonly string[]): void {
  const body = comment(verdict);
  const html = toHtml(body);
  expect(tagsOf(html), text).toEqual(harmless);
  expect(proseOf(html), text).not.toMatch(
    /[@$\p{Bidi_Control}\u200b\u001b]|evil|jitl:(?:gate|data)/u,
  );
  expect(body.split(commentMarker).length, text).toBe(2);
  expect(body.startsWith(`${commentMarker}\n`)).toBe(true);
  expect(body).not.toContain('##[');
  expect(decodeCommentData(body), text).toEqual(commentDataOf(verdict, null, HEAD));
  const report = checkReportOf(verdict, { context: 'jitl/gate@main', commit: HEAD });
  const summary = toHtml(report.summary);
  expect(tagsOf(summary).filter((tag) => /^(a|img|script|details|summary|!)/.test(tag))).toEqual(
    [],
  );
  expect(proseOf(summary), text).not.toMatch(/[@$]|evil|jitl:(?:gate|data)/u);
  expectPlainTitle(report.title);
}

function expectPlainTitle(title: string): void {
  expect(title.length).toBeLessThanOrEqual(140);
  expect(title.endsWith(' on 1111111')).toBe(true);
  expect(title).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]|##\[/u);
}

describe('the comment', () => {
  test('shows a typical change on one screen: who must do what, what changes, what is asked', () => {
    const lines = screen(comment(readersOf('secrets', 1)));
    expect(lines.length).toBeLessThanOrEqual(32);
    expect(lines[0]).toBe('## jitl: pending (high risk)');
    expect(lines.join('\n')).toMatch(/\*\*Next\*\*\n- `@owner approves/);
    expect(lines.join('\n')).toContain('`ServiceAccount team-0/app-0 gains');
    expect(lines).toContain('- **1 of** `@owner`, for `prod/app-0.yaml`');
    expect(lines.some((line) => line.startsWith('Brief: sha256:'))).toBe(true);
  });

  test('counts what does not fit the screen', () => {
    const lines = screen(comment(readersOf('secrets', 40))).join('\n');
    expect(lines).toContain('- and 34 more, none of a higher tier');
  });

  test('never is longer than a comment may be, and says what is left out', () => {
    for (const verdict of [
      readersOf('secrets', 310),
      poisoned(readersOf('secrets', 310), '💥'.repeat(900)),
    ]) {
      let data = commentDataOf(verdict, null, HEAD);
      for (let round = 0; round < 12; round += 1)
        data = commentDataOf(
          { ...verdict, brief: { ...verdict.brief, digest: digestText(String(round)) } },
          data,
          HEAD,
        );
      const body = renderComment({ verdict, data });
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(COMMENT_LIMIT);
      expect(body).toMatch(/more changes are not shown here|Left out for their length/);
      expect(decodeCommentData(body)).toEqual(data);
      const report = checkReportOf(verdict, { context: 'c', commit: HEAD });
      expect(Buffer.byteLength(report.summary)).toBeLessThanOrEqual(65_535);
    }
  });

  test('leaves out whole parts by name, never the verdict, what is next or the data', () => {
    const { diagnostics, ...rest } = everything();
    const [problem] = diagnostics;
    if (problem === undefined) throw new Error('no problem');
    const long = Array.from({ length: 20 }, () => ({ ...problem, message: 'x'.repeat(4000) }));
    const body = comment({ ...rest, diagnostics: long });
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(body).toContain('Left out for their length: the problems.');
    expect(body).toContain('<summary>All that changes: 2 changes</summary>');
    expect(decodeCommentData(body)).not.toBeNull();
  });

  test('is two lines where nothing concerns the gate', () => {
    expect(screen(comment(nothingToGate()))).toEqual([
      '**jitl: allowed**, nothing to gate in 1 changed file.',
      'Compared with `main` at `000000000000`.',
    ]);
  });

  test('says without a verdict what broke, where, and what to do', () => {
    const problem = screen(comment(noVerdict(false))).join('\n');
    expect(problem).toContain('## jitl: no verdict was reached');
    expect(problem).toContain(
      '- **yaml-syntax** at `.jitl/a.policy.yaml:4:1`: `not YAML`; `mend it`',
    );
    const failure = screen(comment(noVerdict(true))).join('\n');
    expect(failure).toContain('- **revision-unknown**: `no such commit`');
    expect(failure).toContain('**Next**\n- `fetch it`');
  });

  test('tells what is different since the last brief, and nothing where there is none', () => {
    const one = readersOf('secrets', 1);
    const first = commentDataOf(one, null, HEAD);
    expect(comment(one)).not.toContain('Since the last brief');
    const text = comment(readersOf('secrets', 2), first);
    expect(text).toContain(
      `**Since the last brief** (\`${one.brief.digest.slice(0, 19)}…\`): + 1 change new; different: `,
    );
    expect(text).toContain('- new: `ServiceAccount team-1/app-1 gains');
    expect(comment(one, first)).not.toContain('Since the last brief');
    const policies = { ...one.brief.parts, policies: digestText('other') };
    const after = { ...one, brief: { ...one.brief, digest: digestText('other'), parts: policies } };
    expect(comment(after, first)).toContain(
      'no change is new or gone; different: the policies in force; the content of gated files is the same.',
    );
  });
});

describe('the report of a check', () => {
  const about = { context: 'jitl/gate@main', commit: HEAD };

  test('is a success for allowed alone, and has the form of the forge', () => {
    const { everything: pending, denied, unknown, override } = shown;
    for (const [verdict, conclusion] of [
      [pending, 'pending'],
      [denied, 'failure'],
      [unknown, 'failure'],
      [noVerdict(true), 'failure'],
      [noVerdict(false), 'failure'],
      [override, 'success'],
      [nothingToGate(), 'success'],
    ] as const) {
      if (verdict === undefined) throw new Error('no such verdict');
      const report: CheckReport = checkReportOf(verdict, about);
      expect(report).toMatchObject({ ...about, conclusion });
      expectPlainTitle(report.title);
    }
  });

  test('names in its title what is waited for, and never cuts the commit', () => {
    const title = (verdict: Verdict) => checkReportOf(verdict, about).title;
    expect(title(readersOf('secrets', 1))).toBe('Waiting: 1 of @owner on 1111111');
    expect(title(everything())).toBe('Waiting: @frank requested changes (and 2 more) on 1111111');
    expect(title(nothingToGate())).toBe('Nothing to gate in 1 changed file on 1111111');
    expect(title(noVerdict(true))).toBe('No verdict: no such commit on 1111111');
    const long = title(poisoned(noVerdict(true), 'e\u0301'.repeat(100)));
    expect(long).toMatch(/^No verdict: (?:e\u0301)+… on 1111111$/);
  });

  test('shows what failed around the gate', () => {
    expect(checkReportOf(noVerdict(true), about).summary).toContain('`no such commit`');
  });
});

describe('texts that are cut', () => {
  test('a fence is longer than any run of backticks in it', () => {
    for (const text of ['a', '```\nb', '`````', '~~~\n````\n@ciso'])
      expect(tagsOf(toHtml(`${markdownFence(text)}\n\nafter`))).toEqual([
        'pre',
        'code',
        '/code',
        '/pre',
        'p',
        '/p',
      ]);
  });

  test('lines are left out whole, counted, and a fence that is open is closed', () => {
    const text = [
      'a',
      '```',
      ...Array.from({ length: 100 }, (_, index) => `${index} ééé`),
      '```',
      '',
    ];
    const cut = cutLines(text.join('\n'), 900);
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(900);
    const left = / *(\d+) more lines are not shown/.exec(cut)?.[1];
    const kept = cut.split('\n').filter((line) => line.endsWith('ééé')).length;
    expect(Number(left)).toBe(text.length - 2 - kept);
    expect(tagsOf(toHtml(cut)).slice(-6)).toEqual(['/code', '/pre', 'p', 'code', '/code', '/p']);
    expect(cutLines('a\nb', 900)).toBe('a\nb');
  });
});

test('says on the first screen what could not be read, and why', () => {
  const verdict = everything();
  const [sight = ''] = comment(verdict).split('<details>');
  expect(sight).toContain('**What else keeps it shut**\n\n- `a fact`');
});
