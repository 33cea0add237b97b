import { readFileSync } from 'node:fs';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { REASON, setUpDesk, type ReviewDesk } from '../support/review-desk.ts';
import type { Ran } from '../support/run-jitl.ts';

const NOW = ['--now', '2026-11-25T10:00:00Z'];
const COMPARED = ['--base', 'main', '--head', 'change'];

let desk: ReviewDesk;
/** What the template says that a review quotes. */
let line: string;
let head: string;
let known: readonly string[];

beforeAll(() => {
  desk = setUpDesk();
  known = ['--snapshot', desk.snapshot(), ...NOW];
  head = desk.repository.git('rev-parse', 'change');
  line = desk.run(['review', '--template', ...known]).stdout.split('\n')[0] ?? '';
});

afterAll(() => {
  desk.dispose();
});

/** What is printed, however it is wrapped. */
function flat({ stdout }: Ran): string {
  return stdout.replace(/\s+/g, ' ');
}

function schemaOf(name: string) {
  const text = readFileSync(new URL(`../../schema/${name}.v1.json`, import.meta.url), 'utf8');
  return new Ajv2020({ strict: false }).compile(JSON.parse(text) as object);
}

function expectValid(document: unknown, name: string): void {
  const validate = schemaOf(name);
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
}

describe('jitl review', () => {
  test('shows the brief, and below it what is to be filled in', () => {
    const { code, stdout, stderr } = desk.run(['review', ...known]);
    expect(code).toBe(3);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^PENDING {2}moderate risk/);
    const [, below = ''] = stdout.split(/^To judge it, fill this in .*:\n\n/m);
    expect(below.split('\n').filter((text) => text !== '')).toEqual([
      line,
      '> Why is this change right, now and here? Write below, in your own words.',
      '> What must it change there, and what happens when it changes it wrongly?',
      'mutating-action: ',
    ]);
  });

  test('--template writes that alone, to a file where one is named', () => {
    const { code, stdout } = desk.run(['review', '--template', ...known]);
    expect(code).toBe(0);
    expect(line).toMatch(/^Brief: sha256:[0-9a-f]{64}$/);
    expect(stdout).not.toContain('PENDING');
    const output = desk.file('review.md', '');
    expect(desk.run(['review', '--template', '--output', output, ...known]).stdout).toBe('');
    expect(readFileSync(output, 'utf8')).toBe(stdout);
  });

  test('without a snapshot the template has no line, for the brief will be another one', () => {
    const { code, stdout } = desk.run(['review', '--template', ...COMPARED]);
    expect(code).toBe(0);
    expect(stdout).not.toContain('Brief:');
    expect(stdout).toContain('mutating-action: ');
  });
});

/** How a review would fare, read from standard input. */
function tryReview(body: string | Uint8Array, ...more: readonly string[]): Ran {
  return desk.run(['review', '--dry-run', '--rationale-file', '-', ...more], body);
}

const goodBody = (): string => `${line}\n\n${REASON}`;

describe('jitl review --dry-run', () => {
  test('an approval that would count, from a file', () => {
    const file = desk.file('good.md', goodBody());
    const ran = desk.run([
      'review',
      '--dry-run',
      '--rationale-file',
      file,
      '--as',
      'grace',
      ...known,
    ]);
    expect(ran).toEqual({
      code: 0,
      stdout: 'COUNTS  the review would count for owner\nthen  the gate would open\n',
      stderr: '',
    });
  });

  test('the example of docs/reviewing.md, with the line of this brief', () => {
    const page = readFileSync(new URL('../../docs/reviewing.md', import.meta.url), 'utf8');
    const [, example = ''] = /```text\n( *Brief: [^]*?)```/.exec(page) ?? [];
    const body = example.replaceAll(/^ {3}/gm, '').replace(/^Brief: .*$/m, line);
    expect(body).toContain('mutating-action: ');
    expect(tryReview(body, '--as', 'grace', ...known).stdout).toMatch(/^COUNTS /);
  });

  test('everything that is to be put right, at once', () => {
    const ran = tryReview('LGTM', '--as', 'ada', ...known);
    expect(ran.code).toBe(3);
    expect(ran.stdout).toMatch(/^REFUSED {2}the review would not count\n/);
    expect([...flat(ran).matchAll(/\[([a-z-]+)\]/g)].map(([, code]) => code)).toEqual([
      'own-change',
      'no-digest',
      'no-rationale',
    ]);
    expect([...ran.stdout.matchAll(/^do /gm)]).toHaveLength(3);
    expect(ran.stdout).toMatch(/^then {2}the gate would stay shut$/m);
  });

  test('the template as it is', () => {
    const template = desk.run(['review', '--template', ...known]).stdout;
    const ran = tryReview(template, '--as', 'grace', ...known);
    expect(ran.code).toBe(3);
    expect(flat(ran)).toContain('[no-rationale]');
    expect(flat(ran)).not.toContain('[no-digest]');
  });

  test('somebody who owns nothing of it', () => {
    const ran = tryReview(goodBody(), '--as', 'radia', ...known);
    expect(ran.code).toBe(3);
    expect(flat(ran)).toContain('no authority over what is changed [no-authority]');
  });

  test('a veto, and who can clear it', () => {
    const ran = tryReview('Not before Friday.', '--as', 'Grace', '--request-changes', ...known);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/^VETO {2}the review would shut the gate/);
    expect(flat(ran)).toContain('only they can clear it');
    expect([...ran.stdout.matchAll(/^next /gm)]).toHaveLength(1);
  });

  test('an override, and by when the change must be judged', () => {
    const body = `${line}\nHead: ${head}\nBreak-glass: INC-12\n\n${REASON}`;
    const ran = tryReview(body, '--as', 'radia', ...known);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/^OVERRIDE {2}the review would stand in for all judgments\n/);
    expect(flat(ran)).toContain('then the gate would open');
    expect(flat(ran)).toContain('by 2026-11-27T10:00:00.000Z');
  });

  test('the text alone, without a snapshot', () => {
    const good = tryReview(REASON, ...COMPARED);
    expect(good.code).toBe(0);
    expect(good.stdout).toMatch(/^TEXT {2}the text would do; .* without --snapshot\n/);
    const bad = tryReview('LGTM', ...COMPARED);
    expect(bad.code).toBe(3);
    expect(flat(bad)).toContain('[no-rationale]');
  });

  test('JSON is of the published form, whatever the effect', () => {
    for (const [body, more] of [
      [goodBody(), ['--as', 'grace']],
      ['LGTM', ['--as', 'ada']],
      ['No.', ['--as', 'grace', '--request-changes']],
    ] as const) {
      const ran = tryReview(body, ...more, ...known, '--format', 'json');
      const document = JSON.parse(ran.stdout) as { readonly effect: string };
      expectValid(document, 'review-trial');
      expect(ran.code).toBe(document.effect === 'none' ? 3 : 0);
    }
  });
});

describe('2: a command that cannot be meant so', () => {
  const usage = (ran: Ran): string => {
    expect(ran.code, ran.stderr).toBe(2);
    expect(ran.stdout).toBe('');
    return ran.stderr.replace(/\s+/g, ' ');
  };

  test('a login that the snapshot does not hold', () => {
    const near = usage(tryReview(goodBody(), '--as', 'margeret', ...known));
    expect(near).toContain(
      'the snapshot holds no account `margeret` = help: did you mean `margaret`?',
    );
    const far = usage(desk.run(['check', '--assume-approval', 'zz', ...known]));
    expect(far).toContain('name one that it holds: ada, grace, margaret, radia, gus');
  });

  test('no login where it decides', () => {
    expect(usage(tryReview(goodBody(), ...known))).toContain('add `--as LOGIN`');
  });

  test.each([
    ['--as', ['--as', 'grace']],
    ['--request-changes', ['--request-changes']],
    ['--rationale-file', ['--rationale-file', 'x.md']],
  ] as const)('%s without --dry-run', (name, args) => {
    expect(usage(desk.run(['review', ...args]))).toContain(
      `\`${name}\` says something about a review`,
    );
  });

  test.each([
    ['--dry-run without a text', ['--dry-run'], 'add `--rationale-file FILE`'],
    ['--template with --dry-run', ['--dry-run', '--template'], 'use one of the two'],
    ['--format json without --dry-run', ['--format', 'json'], 'add `--dry-run`'],
  ] as const)('%s', (_, args, help) => {
    expect(usage(desk.run(['review', ...args]))).toContain(help);
  });

  test('an approval is assumed without a snapshot', () => {
    expect(usage(desk.run(['check', '--assume-approval', 'grace', ...COMPARED]))).toContain(
      'add `--snapshot FILE`',
    );
  });
});

describe('1: a review that cannot be read', () => {
  test.each([
    ['is no UTF-8', Uint8Array.of(0x4c, 0xff), 'is not valid UTF-8'],
    ['is too large', 'x'.repeat(256 * 1024 + 1), 'is larger than 256 KiB'],
  ] as const)('%s', (_, body, says) => {
    const fromInput = tryReview(body, '--as', 'grace', ...known);
    expect(fromInput.code).toBe(1);
    expect(fromInput.stderr).toContain(`the review ${says}`);
    const file = desk.file('bad.md', body);
    const named = ['--rationale-file', file, '--as', 'grace'];
    const fromFile = desk.run(['review', '--dry-run', ...named, ...known]);
    expect(fromFile.code).toBe(1);
    expect(fromFile.stderr).toContain(says);
  });

  test('is not there', () => {
    const ran = desk.run(['review', '--dry-run', '--rationale-file', 'gone.md', ...known]);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('the review `gone.md` cannot be read');
  });
});
