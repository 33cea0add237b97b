import { describe, expect, test } from 'vitest';

import { gatePath } from '../../src/core/init/workflows.ts';
import { PINNED } from '../support/healthy-settings.ts';
import { shippedWorkflows } from '../support/shipped-workflows.ts';
import { brokenRules, workflowRules, type WorkflowRule } from '../support/workflow-rules.ts';

const STEPS = '    steps:\n';

/** How each rule is broken in the gate, in its hardened form. */
const BROKEN: Readonly<Record<WorkflowRule, readonly [string | RegExp, string]>> = {
  'dangerous-triggers': [STEPS, `${STEPS}      - run: git fetch origin\n`],
  'template-injection': [STEPS, `${STEPS}      - run: echo \${{ github.head_ref }}\n`],
  'excessive-permissions': ['\npermissions: {}', '\npermissions: { contents: write }'],
  'undocumented-permissions': ['    permissions: {}', '    permissions:\n      contents: read'],
  'no-checkout': [STEPS, `${STEPS}      - uses: actions/checkout@${'a'.repeat(40)} # v6\n`],
  'unpinned-uses': [PINNED, 'jitl-dev/jitl@v0.1.0'],
  'version-not-named': [' # v0.1.0', ''],
  'secrets-outside-environment': [/ {4}environment:\n.*\n.*\n/, ''],
  'no-concurrency': [/concurrency:\n.*\n.*\n/, ''],
  'cancel-in-progress': ['cancel-in-progress: false', 'cancel-in-progress: true'],
  'job-named-like-check': ['    name: jitl\n    if', '    name: jitl/gate@main\n    if'],
  'bot-conditions': ["github.event_name != 'issue_comment'", "github.actor != 'bot'"],
  'unsound-condition': ['if: >-', 'if: |'],
  'unsound-contains': [
    "github.event.comment.body == '/jitl recheck')",
    "contains('/jitl recheck', github.event.comment.body))",
  ],
  'runner-files': [STEPS, `${STEPS}      - run: echo x=y >> "$GITHUB_ENV"\n`],
  'no-time-limit': [/ {4}timeout-minutes: .*\n/, ''],
};

/** Rules that say the same of one fault. */
const ALSO: Partial<Record<WorkflowRule, readonly WorkflowRule[]>> = {
  'dangerous-triggers': ['no-checkout'],
  'no-checkout': ['dangerous-triggers'],
};

describe('our own rules for workflows', () => {
  test.each(shippedWorkflows)('$name breaks none', ({ path, text }) => {
    expect(brokenRules(path, text)).toEqual([]);
  });

  test.each(Object.keys(workflowRules) as WorkflowRule[])('%s is noticed, and no other', (rule) => {
    const text = shippedWorkflows.find(({ name }) => name === 'the gate, hardened')?.text ?? '';
    const [from, to] = BROKEN[rule];
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect([...brokenRules(gatePath, changed)].sort()).toEqual(
      [rule, ...(ALSO[rule] ?? [])].sort(),
    );
  });

  test('a block around an expression is noticed too', () => {
    expect(
      brokenRules(
        gatePath,
        'permissions: {}\njobs:\n  a:\n    timeout-minutes: 1\n    if: >-\n      ${{ true }} ||\n      false\n',
      ),
    ).toEqual(['unsound-condition']);
  });
});
