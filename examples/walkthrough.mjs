// The main job, once, on an example: an agent proposes a change to a production service account,
// and the gate opens when a qualified person has judged it in writing. Every step prints the
// command that was run, so that it can be typed again by hand. Nothing leaves this machine.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const example = fileURLToPath(new URL('payments/', import.meta.url));
const program = fileURLToPath(new URL('../bin/jitl.js', import.meta.url));
const shownProgram = relative(process.cwd(), program) || program;
const directory = mkdtempSync(join(tmpdir(), 'jitl-walkthrough-'));
const repository = join(directory, 'repository');
const now = '2026-11-25T10:00:00Z';
const color = process.stdout.isTTY && (process.env.NO_COLOR ?? '') === '' ? 'always' : 'never';

const accounts = [
  { id: 41, login: 'payments-agent', type: 'bot', permission: 'write' },
  { id: 7, login: 'dana', type: 'user', permission: 'write' },
  { id: 8, login: 'omar', type: 'user', permission: 'write' },
];

const exits = [];

say(`A repository with one production service account, and a branch by an agent:
${repository}`);
const { base, head } = buildRepository();

say('1. What does the change mean, and who must decide? No review exists yet.');
snapshot('no-review.json', []);
check('no-review.json', 3);
const line = briefLine();

say('2. @dana, who owns these files, clicks Approve and writes "LGTM".');
const lgtm = review(101, 7, 'approved', 'lgtm.md', '2026-11-25T09:30:00Z');
snapshot('lgtm.json', [lgtm]);
check('lgtm.json', 3);

say(`3. @dana reads the brief, writes down why the change is right, and answers what it asks:

${body('rationale.md').replaceAll(/^/gm, '    ')}`);
const judged = review(102, 7, 'approved', 'rationale.md', '2026-11-25T09:50:00Z');
snapshot('rationale.json', [lgtm, judged]);
check('rationale.json', 0);

say(
  '4. The agent pushes once more: now it wants secrets as well. The judgment was not about that.',
);
const later = pushMore();
snapshot('pushed-again.json', [lgtm, judged], later);
check('pushed-again.json', 3);

say(`Exit codes: ${exits.join(', ')} (0 allowed, 3 pending). Everything is still there to try by hand:
  ${repository}
  ${directory}/*.json    what a forge would have said`);

function say(text) {
  process.stdout.write(`\n${text}\n\n`);
}

function git(...args) {
  const result = spawnSync('git', ['-C', repository, ...args], {
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HOME: directory,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Example',
      GIT_AUTHOR_EMAIL: 'example@example.invalid',
      GIT_COMMITTER_NAME: 'Example',
      GIT_COMMITTER_EMAIL: 'example@example.invalid',
      GIT_AUTHOR_DATE: '2026-11-25T09:00:00Z',
      GIT_COMMITTER_DATE: '2026-11-25T09:00:00Z',
    },
  });
  if (result.status !== 0) throw new Error(`git ${args[0]}: ${result.stderr}`);
  return result.stdout.trim();
}

function buildRepository() {
  cpSync(join(example, 'base'), repository, { recursive: true });
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Settlement runs in production');
  git('checkout', '--quiet', '-b', 'agent/rotate-gateway-key');
  cpSync(join(example, 'head'), repository, { recursive: true });
  git(
    'commit',
    '--quiet',
    '--all',
    '--message',
    'Rotate the bank gateway key\n\nAssisted-by: payments-agent',
  );
  return { base: git('rev-parse', 'main'), head: git('rev-parse', 'HEAD') };
}

function pushMore() {
  const path = join(repository, 'production/payments/rbac.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace('[configmaps]', '[configmaps, secrets]'));
  git('commit', '--quiet', '--all', '--message', 'Read the key directly');
  return git('rev-parse', 'HEAD');
}

function body(name) {
  return readFileSync(join(example, 'reviews', name), 'utf8').replace('$BRIEF_LINE', line);
}

function review(id, account, state, name, submittedAt) {
  return { id, account, state, body: body(name), submittedAt, commit: head, edited: null };
}

/** What a forge adapter would have gathered. */
function snapshot(name, reviews, headCommit = head) {
  const commits = git('rev-list', `${base}..${headCommit}`).split('\n');
  const document = {
    schema: 'https://jitl.dev/schema/v1/snapshot.json',
    repository: { id: 1, name: 'acme/identities' },
    pullRequest: {
      number: 12,
      title: 'Rotate the bank gateway key',
      body: '',
      author: 41,
      baseRef: 'refs/heads/main',
      headCommit,
      state: 'open',
      draft: false,
    },
    accounts,
    teams: [{ name: 'acme/payments-leads', members: [{ account: 8, state: 'active' }] }],
    commits: commits.map((oid) => ({ oid, author: 41, committer: 41 })),
    pushers: [41],
    reviews,
  };
  writeFileSync(join(directory, name), `${JSON.stringify(document, null, 2)}\n`);
}

/** `jitl check` of the agent's branch with what one snapshot says. */
function checkArguments(name) {
  const snapshotFile = join(directory, name);
  const revisions = ['--base', 'main', '--head', 'agent/rotate-gateway-key'];
  return ['check', '--repo', repository, ...revisions, '--snapshot', snapshotFile, '--now', now];
}

function jitl(args) {
  return spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
}

function check(name, expected) {
  const args = checkArguments(name);
  const shown = args.map((arg) => (/^[\w./:=-]+$/.test(arg) ? arg : `'${arg}'`)).join(' ');
  process.stdout.write(`$ node ${shownProgram} ${shown}\n\n`);
  const result = jitl([...args, '--color', color]);
  process.stdout.write(`${result.stdout}${result.stderr}\nexit code ${result.status}\n`);
  exits.push(result.status);
  if (result.status !== expected) {
    process.stdout.write(`\nthis should have been ${expected}: please report it\n`);
    process.exitCode = 1;
  }
}

function briefLine() {
  const result = jitl([...checkArguments('no-review.json'), '--format', 'json']);
  return JSON.parse(result.stdout).brief.line;
}
