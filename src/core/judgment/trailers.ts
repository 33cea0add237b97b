/** Somebody whom a commit message names as having taken part. */
export interface NamedInTrailer {
  readonly kind: 'co-author' | 'assistant';
  /** What stands after the key, for looking up; a claim, so it excludes and never qualifies. */
  readonly name: string;
  readonly emails: readonly string[];
  readonly logins: readonly string[];
}

/** Keys as they occur in real histories, with hyphens, blanks, underscores and case taken out. */
const CO_AUTHOR_KEYS = new Set([
  'coauthoredby',
  'coauthoredbys',
  'coauthorby',
  'coauthor',
  'coauthors',
  'codevelopedby',
  'cowrittenby',
  'pairedwith',
  'pairprogrammedwith',
  'pairedby',
]);
const ASSISTANT_KEYS = new Set(
  ['assisted', 'aiassisted', 'generated', 'aigenerated', 'made', 'authored', 'created', 'written']
    .flatMap((word) => [`${word}by`, `${word}with`, `${word}using`])
    .concat('agent', 'aiagent', 'assistant'),
);

/** Names of agents in use, as whole words. */
const AGENT_NAME =
  /\b(?:claude|copilot|cursor|codex|gemini|devin|jules|aider|chatgpt|gpt-\d|sweep|windsurf|dependabot|renovate|bot)\b|\[bot\]/i;

/** A sentence without a colon, as some tools sign: "Generated with [Tool](https://…)". */
const SIGNATURE = /^\W{0,8}(?:co-?authored|generated|written|created|made) (?:with|by|using) /iu;

const LINE_LIMIT = 1000;
const MESSAGE_LIMIT = 200_000;

/** Whom the trailers of a message name, wherever in it they stand: squashed bodies indent them. */
export function readTrailers(message: string): readonly NamedInTrailer[] {
  return message
    .slice(0, MESSAGE_LIMIT)
    .normalize('NFKC')
    .split(/\r\n|\r|\n|\u2028|\u2029|\u0085/)
    .flatMap((line) => readLine(line.slice(0, LINE_LIMIT)));
}

export function namesAnAgent(text: string): boolean {
  return AGENT_NAME.test(text);
}

function readLine(line: string): readonly NamedInTrailer[] {
  const text = line.replace(/^[\s>*+-]{1,100}/, '');
  const colon = text.indexOf(':');
  const key = (colon === -1 ? '' : text.slice(0, colon)).toLowerCase().replace(/[^\p{L}]/gu, '');
  const kind = CO_AUTHOR_KEYS.has(key)
    ? 'co-author'
    : ASSISTANT_KEYS.has(key) || (SIGNATURE.test(text) && AGENT_NAME.test(text))
      ? 'assistant'
      : null;
  if (kind === null) return [];
  const value = colon === -1 ? text : text.slice(colon + 1);
  const emails = [...value.matchAll(/[^\s<>,;()"']{1,200}@[^\s<>,;()"'@]{1,200}/g)].map(([email]) =>
    email.replace(/[.]$/, ''),
  );
  const logins = [...value.matchAll(/(?:^|[\s,;(])@([A-Za-z0-9][A-Za-z0-9-]{0,38})/g)].map(
    ([, login = '']) => login,
  );
  return [{ kind, name: value.trim(), emails, logins }];
}
