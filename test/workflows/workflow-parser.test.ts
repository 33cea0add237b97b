import { readFileSync } from 'node:fs';

import {
  convertWorkflowTemplate,
  NoOperationTraceWriter,
  parseWorkflow,
} from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { describe, expect, test } from 'vitest';

import { shippedWorkflows } from '../support/shipped-workflows.ts';

/** What GitHub's own parser says is wrong, read and converted as a run would be. */
async function problems(path: string, text: string): Promise<readonly string[]> {
  const trace = new NoOperationTraceWriter();
  const { context, value } = parseWorkflow({ name: path, content: text }, trace);
  const read = context.errors.getErrors().map(({ message }) => message);
  if (read.length > 0 || value === undefined) return read.length > 0 ? read : ['it is empty'];
  const { errors = [] } = await convertWorkflowTemplate(context, value);
  return errors.map(({ Message }) => Message);
}

describe("GitHub's parser", () => {
  test.each(shippedWorkflows)('accepts $name', async ({ path, text }) => {
    expect(await problems(path, text)).toEqual([]);
  });

  test.each([
    ['an unknown key', 'timeout-minutes:', 'timeout-seconds:'],
    ['an unknown type', 'types: [completed]', 'types: [finished]'],
    ['an unknown right', 'permissions: {}', 'permissions: { everything: write }'],
    ['an unknown function', "github.event_name != 'issue_comment'", 'frobnicate()'],
  ])('would notice %s', async (_, from, to) => {
    const [, , gate] = shippedWorkflows;
    const text = gate?.text.replace(from, to) ?? '';
    expect(text).not.toBe(gate?.text);
    expect(await problems(gate?.path ?? '', text)).not.toEqual([]);
  });

  test('accepts action.yml', () => {
    const content = readFileSync(new URL('../../action.yml', import.meta.url), 'utf8');
    const trace = new NoOperationTraceWriter();
    const errors = (text: string) =>
      parseAction({ name: 'action.yml', content: text }, trace).context.errors.getErrors();
    expect(errors(content)).toEqual([]);
    expect(errors(content.replace('main:', 'mian:'))).not.toEqual([]);
  });
});
