import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { workflowCommand } from '../../src/render/workflow-command.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import { runnerCommands } from '../support/runner-commands.ts';

const text = fc
  .array(fc.oneof(fc.constantFrom(...hostileTexts, '%', '\r', '\n', ':', ','), fc.string()), {
    maxLength: 4,
  })
  .map((texts) => texts.join(''));

describe('a workflow command', () => {
  test('is one command with one message, whatever it says', () => {
    fc.assert(
      fc.property(text, text, (message, path) => {
        const line = workflowCommand('error', { file: path, line: 3 }, message);
        expect(line).not.toMatch(/[\r\n]/);
        const commands = runnerCommands(line);
        expect(commands.map(({ name }) => name)).toEqual(['error']);
        expect(commands[0]?.properties).toEqual({ file: path, line: '3' });
        // The message goes to the log again: no line of it may be a command of the old form.
        expect(commands[0]?.data).not.toMatch(/##\[|[^\P{Cc}\n]|\p{Bidi_Control}/u);
        expect(commands[0]?.data.split('\n').length).toBe(message.split('\n').length);
      }),
    );
  });

  test('keeps line breaks of the message and masks exactly what it is told to', () => {
    expect(workflowCommand('warning', { title: 'a:b,c' }, '100%\nnext')).toBe(
      '::warning title=a%3Ab%2Cc::100%25%0Anext',
    );
    expect(workflowCommand('notice', {}, 'x')).toBe('::notice::x');
    const secret = 'a%b\r\n##[c]\u200b';
    expect(runnerCommands(workflowCommand('add-mask', {}, secret))[0]?.data).toBe(secret);
  });
});
