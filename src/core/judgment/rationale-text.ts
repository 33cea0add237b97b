import type { Question } from '../risk/assessment.ts';
import { ownLines, readBody } from './own-lines.ts';
import { isBoundLine } from './rationale-lines.ts';
import { REASON_PROMPT, sectionPrompt } from './review-prompts.ts';

/** What the rationale must speak of. */
export interface Topics {
  readonly questions: readonly Question[];
  /** Ids of what else the policy wants spoken of, such as `rollback`. */
  readonly sections: readonly string[];
}

/** The reviewer's own words, taken apart. */
export interface RationaleText {
  /** All own words, the answers included, without labels, headings and bound lines. */
  readonly own: string;
  /** What stands under each id that is asked for, by the id in lower case. */
  readonly answers: ReadonlyMap<string, string>;
}

const HEADING_MARK = /^[ \t]*#{1,6}(?:[ \t]+|$)/;
const LIST_MARK = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?/;
/** A label is short, so that a colon far into a sentence makes none. */
const LABEL_LENGTH = 80;

/**
 * Takes apart what a reader sees as the reviewer's own. An answer stands after `id: `, or under the
 * id as a heading or alone on its line, and ends at the next id or heading. The text of a question or
 * prompt is the tool's and is left out where it was copied.
 */
export function readRationale(body: string, asked: Topics): RationaleText {
  const ids = new Set([...asked.questions.map(({ id }) => id), ...asked.sections].map(foldId));
  const prompts = [
    REASON_PROMPT,
    ...asked.questions.map(({ text }) => text),
    ...asked.sections.map(sectionPrompt),
  ].flatMap((text) => foldText(text) || []);
  const own: string[] = [];
  const answers = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of ownLines(body)) {
    const text = plainText(line.text);
    if (isBoundLine(line.text) || isBoundLine(text)) continue;
    const label = readLabel(text, ids);
    if (label === null && line.kind === 'heading') {
      current = [];
      continue;
    }
    if (label !== null) {
      current = answers.get(label.id) ?? [];
      answers.set(label.id, current);
    }
    const words = withoutPrompt(label === null ? text : label.rest, prompts);
    own.push(words);
    current.push(words);
  }
  return {
    own: own.join('\n'),
    answers: new Map([...answers].map(([id, lines]) => [id, lines.join('\n')])),
  };
}

/** Ids are the same in any case, and with spaces for hyphens as a heading has them. */
export function foldId(id: string): string {
  return id.trim().toLowerCase().replace(/\s+/g, '-');
}

/** A source as it stands, for comparison: the same folding, nothing left out but the bound lines. */
export function wholeText(text: string): string {
  return readBody(text)
    .map(plainText)
    .filter((line) => !isBoundLine(line))
    .join('\n');
}

/** Without what shows nothing, and without what is no word: addresses, mentions, entities, emoji. */
export function plainText(line: string): string {
  return line
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\bhttps?:\/\/\S+|\bwww\.\S+/gi, ' ')
    .replace(/&(?:#x?[0-9a-f]{1,8}|[a-z][a-z0-9]{1,31});/gi, ' ')
    .replace(/(?<![\p{L}\p{N}:]):[a-z0-9_+-]{1,40}:(?![\p{L}\p{N}:])/gu, ' ')
    .replace(/(?<![\p{L}\p{N}])@[a-z0-9][a-z0-9/-]{0,80}/giu, ' ');
}

interface Label {
  readonly id: string;
  readonly rest: string;
}

function readLabel(line: string, ids: ReadonlySet<string>): Label | null {
  const heading = HEADING_MARK.test(line);
  const text = line.replace(HEADING_MARK, '').replace(LIST_MARK, '');
  const colon = text.slice(0, LABEL_LENGTH).indexOf(':');
  if (colon >= 0) {
    const id = foldId(withoutEmphasis(text.slice(0, colon)));
    if (ids.has(id)) return { id, rest: text.slice(colon + 1).replace(/^[*_`]+/, '') };
  }
  const alone = foldId(withoutEmphasis(heading ? text.replace(/[ \t#]+$/, '') : text));
  return alone.length <= LABEL_LENGTH && ids.has(alone) ? { id: alone, rest: '' } : null;
}

function withoutEmphasis(text: string): string {
  return text
    .trim()
    .replace(/^[*_`[]+/, '')
    .replace(/[*_`\]]+$/, '');
}

function foldText(text: string): string {
  return plainText(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

function withoutPrompt(line: string, prompts: readonly string[]): string {
  const folded = foldText(line);
  const copied = prompts.find((prompt) => folded.includes(prompt));
  return copied === undefined ? line : folded.replace(copied, ' ');
}
