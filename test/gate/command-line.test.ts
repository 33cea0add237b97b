import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { main } from '../../src/cli/main.ts';
import { gated, role, ROLE, type Gated } from '../support/github/gated.ts';
import { approve, judgmentText, repository } from '../support/github/judging.ts';

let gate: Gated;
let number = 0;
let directory = '';

beforeAll(async () => {
  gate = await gated();
  directory = mkdtempSync(join(tmpdir(), 'jitl-pr-'));
  gate.hub.push({ branch: 'more', as: 'ada', files: { [ROLE]: role('get, list', 'secrets') } });
  number = gate.hub.open({ head: 'more', base: 'main', as: 'ada' });
  await gate.settle();
});

afterAll(async () => {
  await gate[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true, force: true });
});

interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as one of the people, with their own token. */
async function jitl(
  as: string,
  args: readonly string[],
  answers?: readonly string[],
): Promise<Said> {
  const said = { stdout: '', stderr: '' };
  const left = [...(answers ?? [])];
  const stream = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      said[name] += text;
    },
    isTerminal: false,
    columns: 80,
  });
  const before = { ...process.env };
  process.env['GITHUB_API_URL'] = gate.hub.url;
  process.env['GITHUB_SERVER_URL'] = `${gate.hub.url}/git`;
  process.env['GITHUB_REPOSITORY'] = 'acme/identities';
  process.env['GITHUB_TOKEN'] = gate.hub.token({ kind: 'pat', as, repository: 'acme/identities' });
  try {
    const code = await main(args, {
      stdout: stream('stdout'),
      stderr: stream('stderr'),
      stdin: () => process.stdin,
      ...(answers === undefined
        ? {}
        : {
            ask: (question: string) => {
              said.stdout += question;
              return Promise.resolve(left.shift() ?? 'leave');
            },
          }),
      directory,
      now: gate.now(),
    });
    return { code, ...said };
  } finally {
    process.env = before;
  }
}

it('judges a pull request as the gate does, and again from what was written down', async () => {
  const snapshot = join(directory, 'snapshot.json');
  const args = ['check', '--pr', String(number), '--format', 'json'];
  const live = await jitl('bob', [...args, '--save-snapshot', snapshot]);
  expect([live.code, live.stderr]).toEqual([3, '']);
  const replayed = await jitl('bob', [
    'check',
    '--snapshot',
    snapshot,
    '--format',
    'json',
    '--repo',
    repository(gate).directory,
  ]);
  expect(replayed).toEqual(live);
  // The brief that the gate has shown is the same one.
  expect(judgmentText(gate, number, 'dana')).toContain(JSON.parse(live.stdout).brief.line);
});

it('shows the brief and a template, and sends nothing', async () => {
  const shown = await jitl('dana', ['review', '--pr', String(number)]);
  expect(shown.code).toBe(3);
  expect(shown.stdout).toContain('secrets-read: Which secrets are within reach');
  expect(shown.stdout).toContain(`jitl review --pr ${number} --approve --rationale-file FILE`);
  expect(repository(gate).pullRequests.get(number)?.reviews).toEqual([]);
});

it('refuses a rationale that would not count before anything is sent', async () => {
  const file = join(directory, 'short.md');
  writeFileSync(file, 'LGTM\n');
  const args = ['review', '--pr', String(number), '--approve', '--rationale-file', file];
  const refused = await jitl('dana', args);
  expect(refused.code).toBe(3);
  expect(refused.stdout).toContain('REFUSED');
  expect(refused.stdout).toContain('Nothing was submitted.');
  expect(repository(gate).pullRequests.get(number)?.reviews).toEqual([]);
});

it('refuses the author, whatever they write', async () => {
  const file = join(directory, 'own.md');
  writeFileSync(file, judgmentText(gate, number, 'dana'));
  const args = ['review', '--pr', String(number), '--approve', '--rationale-file', file];
  const refused = await jitl('ada', args);
  expect(refused.code).toBe(3);
  expect(refused.stdout).toContain('own-change');
});

it('asks whoever sits at the terminal, and lets them write it again', async () => {
  const sentence = 'The report needs one secret of this namespace, and nobody else can mount it.';
  const left = await jitl('dana', ['review', '--pr', String(number)], ['a', 'ok', 'ok', 'ok', 'n']);
  expect(left.stdout).toContain('REFUSED');
  const answered = await jitl(
    'dana',
    ['review', '--pr', String(number)],
    [
      'a',
      sentence,
      'The gateway key alone, which opens the sandbox of the provider and no more.',
      'The access log of thirty days shows that nothing reads the map any more.',
      'y',
    ],
  );
  expect(answered.code, answered.stdout + answered.stderr).toBe(0);
  expect(answered.stdout).toContain('COUNTS');
  const review = repository(gate).pullRequests.get(number)?.reviews.at(-1);
  expect(review).toMatchObject({ state: 'APPROVED' });
  expect(review?.body).toContain('Brief: sha256:');
  expect(review?.body).toContain(sentence);
  await gate.settle();
  expect(gate.hub.mergeability(number).mergeable).toBe(true);
});

it('submits a refusal, which shuts the gate again', async () => {
  const file = join(directory, 'no.md');
  writeFileSync(file, 'Not before the old key is gone: two keys would be valid at once.\n');
  const args = ['review', '--pr', String(number), '--request-changes', '--rationale-file', file];
  const refused = await jitl('bob', args);
  expect(refused.stdout).toContain('VETO');
  expect(refused.code).toBe(0);
  await gate.settle();
  expect(gate.hub.mergeability(number).mergeable).toBe(false);
});

it.each([
  [['check', '--pr', '1', '--head', 'x'], '`--pr` and `--head` say two things'],
  [['check', '--github', 'acme/identities'], 'add `--pr NUMBER`'],
  [['check', '--pr', 'x'], 'It is a number, such as 12'],
  [['review', '--pr', '1', '--approve', '--request-changes'], 'say opposite things'],
  [['review', '--pr', '1', '--approve'], 'there is no review to try'],
  [['review', '--pr', '1', '--as', 'dana'], 'submitted as oneself'],
  [['review', '--pr', '1', '--rationale-file', 'x'], 'add `--approve` or `--request-changes`'],
])('refuses %j', async (args, message) => {
  const { code, stderr } = await jitl('dana', args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});

it('breaks nothing of what GitHub describes, and needs no more than it asks for', async () => {
  await approve(gate, number, 'dana');
  expect(gate.hub.violations).toEqual([]);
  expect(readFileSync(join(directory, 'snapshot.json'), 'utf8')).not.toContain('ghp_');
});
