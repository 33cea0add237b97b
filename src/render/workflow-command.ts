import { commandData, commandMessage, commandProperty } from './escape.ts';

/** The commands that we write; the runner knows more. */
export type CommandName = 'error' | 'warning' | 'notice' | 'group' | 'endgroup' | 'add-mask';

/**
 * One line for the log of a job that GitHub's runner carries out: `::name key=value,…::message`,
 * without a line break at its end. Nothing of a property or the message can end it. A mask stays
 * exactly what it masks; in every other message what hides becomes visible.
 */
export function workflowCommand(
  name: CommandName,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const given = Object.entries(properties)
    .map(([key, value]) => `${key}=${commandProperty(String(value))}`)
    .join(',');
  const shown = name === 'add-mask' ? commandData(message) : commandMessage(message);
  return `::${name}${given === '' ? '' : ` ${given}`}::${shown}`;
}
