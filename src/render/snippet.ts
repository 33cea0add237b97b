import type { Location } from '../core/location.ts';
import { escapeTerminal } from './escape.ts';
import type { Style } from './style.ts';

/** `path:line:column`, with the side where it is the base. */
export function placeText(location: Location): string {
  const side = location.side === 'base' ? ' (base)' : '';
  return `${escapeTerminal(location.path)}:${location.start.line}:${location.start.column}${side}`;
}

/** The source line with a caret under the place, cut to the width around it. */
export function snippet(location: Location, style: Style, indent: string): string {
  const number = String(location.start.line);
  const gutter = ' '.repeat(number.length);
  const head = `${indent}${gutter}${style.faint('-->')} ${placeText(location)}`;
  if (location.excerpt.trim() === '') return head;
  const room = Math.max(20, style.width - indent.length - number.length - 4);
  const { text, caret, length } = window(location, room);
  return [
    head,
    `${indent}${gutter} ${style.faint('|')}`,
    `${indent}${style.faint(`${number} |`)} ${text}`,
    `${indent}${gutter} ${style.faint('|')} ${' '.repeat(caret)}${style.wait('^'.repeat(length))}`,
  ].join('\n');
}

interface Window {
  readonly text: string;
  readonly caret: number;
  readonly length: number;
}

function window(location: Location, room: number): Window {
  const column = location.start.column - 1;
  const end = location.end.line === location.start.line ? location.end.column - 1 : column + 1;
  const from = column < room - 8 ? 0 : column - 8;
  const cut = from > 0 ? '…' : '';
  const before = cut + escapeTerminal(location.excerpt.slice(from, column));
  const marked = escapeTerminal(location.excerpt.slice(column, end));
  const after = escapeTerminal(location.excerpt.slice(end));
  const text = `${before}${marked}${after}`;
  return {
    text: text.length > room ? `${text.slice(0, room - 1)}…` : text,
    caret: before.length,
    length: Math.max(1, Math.min(marked.length, room - before.length)),
  };
}
