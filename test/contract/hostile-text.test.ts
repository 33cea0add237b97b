import { describe, expect, test } from 'vitest';

import { runScenario, type Outcome } from '../support/scenario.ts';

/** Each says `PWNED` where it stands, so that it is found wherever it gets out of its quotes. */
const PAYLOADS: Readonly<Record<string, string>> = {
  'terminal colours': '\u001b[31mPWNED\u001b[0m',
  'window title': '\u001b]0;PWNED\u0007',
  'C1 control sequence': '\u009b31mPWNED',
  'carriage return': 'PWNED\rALLOWED',
  'line break and command': 'PWNED\n::stop-commands::PWNED\n',
  'command first': '::stop-commands::PWNED',
  'command after blanks': '  ::error file=x::PWNED',
  'commands between words': 'wide '.repeat(6) + '::error::PWNED '.repeat(30),
  'legacy command': '##[group]PWNED',
  backticks: '` ``PWNED`` ```PWNED',
  'closing fence': '\n```\nPWNED\n',
  'closing details': '</details></table>PWNED',
  'comment of ours': '<!-- PWNED --> --> <script>PWNED</script>',
  'table cells': '| PWNED | ok | \\| PWNED',
  mention: '@everyone @acme/iam PWNED',
  'link and image': '[PWNED](https://example.com) ![PWNED](https://example.com/x.png)',
  'turned direction': '\u202ePWNED\u2066\u2069',
  'nothing to see': 'PWNED\u200b\u00ad\u2060\u{e0041}',
  'line separators': 'PWNED\u2028::error::PWNED\u2029\u0085',
};

/** In double quotes of YAML, with an escape for everything that may not stand there raw. */
function text(payload: string): string {
  return JSON.stringify(payload).replaceAll(
    /[^ -~]/gu,
    (character) => `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`,
  );
}

/** A change in which every free text of a manifest is the payload. */
function manifests(payload: string): ReadonlyMap<string, string> {
  // A name that is looked for elsewhere has one line and at most 253 characters (known defect).
  const name = text(payload.replaceAll(/[\r\n]/g, ' ').slice(0, 240));
  const free = text(payload);
  const native = (more: string): string =>
    `apiVersion: jitl.dev/v1
kind: NonHumanIdentity
metadata: { name: gateway }
spec:
  type: api-key
  owner: { accountable: team:shop }
  environment: production
  criticality: tier-1
${more}`;
  return new Map([
    ['base/.github/CODEOWNERS', '* @grace @margaret @acme/iam\n'],
    [
      'base/gateway.yaml',
      native(`  dependents: [{ id: ${text(payload.slice(0, 199))}, impact: outage }]\n`),
    ],
    [
      'head/gateway.yaml',
      native(`  lifecycle: { state: disabled }
  dependents: [{ id: ${text(payload.slice(0, 199))}, impact: outage }]
  grants: [{ id: g, system: ${text(payload.slice(0, 59))}, actions: [${text(payload.slice(0, 199))}], scope: [${free}] }]
  trust: [{ principal: ${free}, conditions: { a: ${free} } }]
  credentials: [{ id: k, kind: token, store: ${text(payload.slice(0, 299))} }]
`),
    ],
    [
      'head/rbac.yaml',
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: ${name} }
rules:
  - apiGroups: [${free}]
    resources: [secrets, ${free}]
    verbs: [get, ${free}]
    resourceNames: [${free}]
    ${free}: [x]
  - { nonResourceURLs: [${free}], verbs: [get] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: ${name}, namespace: ${name} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${name} }
subjects:
  - { kind: ServiceAccount, name: ${name}, namespace: ${name} }
  - { kind: User, name: ${name} }
  - { kind: Group, name: ${name} }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: ${name} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${text(`other ${payload.replaceAll(/[\r\n]/g, ' ').slice(0, 240)}`)} }
subjects: [{ kind: ServiceAccount, name: ${name} }]
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: ${name}, annotations: { eks.amazonaws.com/role-arn: ${free} } }
`,
    ],
    [
      'head/unread.yaml',
      `apiVersion: external-secrets.io/v1
kind: ${free}
metadata: { name: ${name} }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: ${name} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${free}, name: x }
subjects: []
`,
    ],
    ['head/key.yaml', `apiVersion: v1\nkind: ServiceAccount\n${free}: 1\n${free}: 2\n`],
    ['snapshot.json', snapshot(payload)],
  ]);
}

/** The forge's texts are somebody else's as well. */
function snapshot(payload: string): string {
  return JSON.stringify({
    repository: { id: 1, name: payload.slice(0, 200) },
    pullRequest: { title: payload, body: payload },
    accounts: [
      { id: 1, login: payload.slice(0, 100), type: 'user', permission: 'write' },
      { id: 2, login: 'grace', type: 'user', permission: 'write' },
      { id: 3, login: `x${payload.slice(0, 98)}`, type: 'user', permission: 'read' },
    ],
    teams: [{ name: 'acme/iam', members: [{ account: 3, state: 'active' }] }],
    siblings: [
      {
        number: 9,
        baseRef: `refs/heads/x${payload.replaceAll(/\s/g, '').slice(0, 200)}`,
        satisfied: false,
      },
    ],
    incomplete: [{ what: payload.slice(0, 200), why: payload.slice(0, 500) }],
    reviews: [
      { id: 1, account: 1, state: 'approved', body: payload },
      { id: 2, account: 3, state: 'changes-requested', body: payload },
      { id: 3, account: 2, state: 'approved', body: `${payload}\n$BRIEF` },
    ],
  });
}

/** A policy that cannot be read quotes what is wrong with it. */
function brokenPolicy(payload: string): ReadonlyMap<string, string> {
  const name = text(payload);
  return new Map([
    [
      'base/.jitl/house.policy.yaml',
      `apiVersion: jitl.dev/v1
kind: Policy
metadata: { id: ${name}, title: x, owner: ${name}, version: 1, status: ${name} }
spec: { appliesTo: { changes: [${name}] }, ${name}: 1 }
`,
    ],
    ['head/README.md', '# x\n'],
  ]);
}

function tell(files: ReadonlyMap<string, string>): Promise<Outcome> {
  return runScenario({ folder: '', name: 'hostile', path: 'hostile', comment: '', files });
}

/** Tells a story when it is first asked for, and then remembers how it ended. */
function once(story: () => Promise<Outcome>): () => Promise<Outcome> {
  let outcome: Promise<Outcome> | null = null;
  return () => (outcome ??= story());
}

const HIDDEN =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u;

function expectHarmless(outcome: Outcome): void {
  expectHarmlessTerminal(outcome.terminal);
  expect(unquoted(outcome.markdown)).not.toContain('PWNED');
  expect(outcome.markdown).not.toMatch(HIDDEN);
  expectWholeTables(outcome.markdown);
  expect(outcome.json).not.toMatch(HIDDEN);
  expect(outcome.json).not.toContain('##[');
  expect(JSON.stringify(JSON.parse(outcome.json))).toContain('PWNED');
}

/** No control but the line feed, nothing hidden, and no legacy command anywhere in a line. */
function expectHarmlessTerminal(terminal: string): void {
  expect(terminal).not.toMatch(HIDDEN);
  expect(terminal).not.toContain('##[');
}

/** GitHub's runner takes `::command::` for a command also after blanks. */
function commandLines(terminal: string): readonly string[] {
  return terminal.split('\n').filter((line) => line.trimStart().startsWith('::'));
}

/** Markdown without its fenced blocks and code spans, by the rules of CommonMark, line by line. */
function unquoted(markdown: string): string {
  return markdown
    .replaceAll(/^```\n[^]*?^```$/gm, '')
    .split('\n')
    .map(withoutCodeSpans)
    .join('\n');
}

/** A run of backticks opens a span that the next run of the same length closes; else it is text. */
function withoutCodeSpans(line: string): string {
  const runs = [...line.matchAll(/`+/g)];
  let left = '';
  let at = 0;
  for (let index = 0; index < runs.length; index += 1) {
    const open = runs[index];
    if (open === undefined || open.index < at) continue;
    const close = runs.slice(index + 1).find((run) => run[0].length === open[0].length);
    if (close === undefined) continue;
    left += line.slice(at, open.index);
    at = close.index + close[0].length;
  }
  return left + line.slice(at);
}

/** A pipe ends a cell even inside a code span, unless it is escaped. */
function expectWholeTables(markdown: string): void {
  for (const row of markdown.split('\n').filter((line) => line.startsWith('|')))
    expect([...row.matchAll(/(?<!\\)\|/g)], row).toHaveLength(6);
}

describe.concurrent('hostile text stays text', () => {
  for (const [what, payload] of Object.entries(PAYLOADS)) {
    const told = {
      manifests: once(() => tell(manifests(payload))),
      policy: once(() => tell(brokenPolicy(payload))),
    };

    test(`in manifests and snapshots: ${what}`, async () => {
      const outcome = await told.manifests();
      expect(outcome.exitCode, outcome.terminal).toBe(3);
      expectHarmless(outcome);
    });

    test(`in a policy that cannot be read: ${what}`, async () => {
      const outcome = await told.policy();
      expect(outcome.exitCode).toBe(1);
      expectHarmless(outcome);
    });

    test(`no line is a command: ${what}`, async () => {
      expect(commandLines((await told.manifests()).terminal)).toEqual([]);
      expect(commandLines((await told.policy()).terminal)).toEqual([]);
    });
  }

  test('in the names of files', async () => {
    const paths = [
      '::error::PWNED',
      'a\u001b[31mPWNED',
      'b\nPWNED',
      '`PWNED`|x',
      '@everyone PWNED',
    ];
    const files = paths.map((path): [string, string] => [
      `head/${path}/rbac.yaml`,
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: a }\nautomountServiceAccountToken: yes\n',
    ]);
    const outcome = await tell(new Map([['base/README.md', '# x\n'], ...files]));
    expect(outcome.exitCode).toBe(3);
    expectHarmless(outcome);
  });

  test('in the line of CODEOWNERS that decides', async () => {
    const outcome = await tell(
      new Map([
        [
          'base/.github/CODEOWNERS',
          '* @grace # ::error::PWNED `PWNED` | @everyone ##[group]PWNED\n',
        ],
        ['head/rbac.yaml', 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\n'],
      ]),
    );
    expect(outcome.exitCode).toBe(3);
    expectHarmlessTerminal(outcome.terminal);
    expect(unquoted(outcome.markdown)).not.toContain('PWNED');
  });
});

test('the parser of code spans finds what is outside of them', () => {
  expect(withoutCodeSpans('a `b` c ``d ` e`` f')).toBe('a  c  f');
  expect(withoutCodeSpans('an ` alone')).toBe('an ` alone');
  expect(withoutCodeSpans('`` ` `` x ` y')).toBe(' x ` y');
});
