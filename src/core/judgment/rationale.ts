import type { Question } from '../risk/assessment.ts';

/** What is wrong with a rationale, or null where it carries a reason. */
export interface RationaleProblem {
  readonly code: 'no-rationale' | 'question-unanswered';
  readonly message: string;
  readonly help: string;
}

/** No rationale is longer in earnest; the rest is not looked at. */
const LENGTH_LIMIT = 20_000;
/**
 * Distinct words. Measured on written samples: genuine rationales have 16 and more, boilerplate 10
 * and fewer; the bound lies between, nearer to boilerplate.
 */
const RATIONALE_WORDS = 12;
const ANSWER_WORDS = 4;

/** Words that approve and say nothing; any number of them is no reason. */
const BOILERPLATE = new Set(
  `lgtm approve approved approving looks look good great to me ok okay fine ship it shipit thanks
  thank you nice work done yes yep sure reviewed review checked all the a an is and i have this no
  issues concerns problem problems please merge merging go ahead plus one`.split(/\s+/),
);

/** The line by which a review says which brief it is about: `Brief: sha256:…`. */
const DIGEST_LINE = /^[ \t>*_`-]*brief[*_`]*[ \t]*:[ \t*_`]*(sha256:[0-9a-f]{64})[*_`]*[ \t]*$/gim;

/** The digests that a review's body quotes. */
export function quotedDigests(body: string): readonly string[] {
  return [...body.slice(0, LENGTH_LIMIT).matchAll(DIGEST_LINE)].flatMap((match) => match[1] ?? []);
}

/**
 * What a reader sees as the reviewer's own words: without comments, quotes, code, images, headings
 * and the digest.
 */
export function ownWords(body: string): string {
  return body
    .slice(0, LENGTH_LIMIT)
    .normalize('NFKC')
    .replace(/\r\n?/g, '\n')
    .replace(/<!--[^]*?(?:-->|$)/g, ' ')
    .replace(/<details[^>]*>[^]*?(?:<\/details>|$)/gi, ' ')
    .replace(/^(```|~~~)[^]*?(?:^\1|$(?![^]))/gm, ' ')
    .replace(DIGEST_LINE, ' ')
    .replace(/^[ \t]*>.*$/gm, ' ')
    .replace(/^[ \t]*#{1,6}[ \t].*$/gm, ' ')
    .replace(/!\[[^\]\n]*\]\([^)\n]*\)/g, ' ')
    .replace(/^[ \t]*\[[^\]\n]+\]:.*$/gm, ' ')
    .replace(/<[^<>\n]{0,200}>/g, ' ')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '');
}

/**
 * Distinct words that mean something. Scripts without spaces count by character, so that a reason
 * in Chinese or Japanese is not taken for a single word.
 */
export function contentWords(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  const pattern =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_-]*/gu;
  for (const [word] of text.toLowerCase().matchAll(pattern))
    if (!BOILERPLATE.has(word)) words.add(word);
  return words;
}

/** Whether the body gives a reason and answers every question by its id. */
export function findRationaleProblem(
  body: string,
  questions: readonly Question[],
): RationaleProblem | null {
  const words = contentWords(ownWords(body));
  if (words.size < RATIONALE_WORDS)
    return {
      code: 'no-rationale',
      message:
        words.size === 0
          ? 'the review gives no reason'
          : `the review gives no reason that says why (${words.size} distinct words, at least ${RATIONALE_WORDS} needed)`,
      help: 'write in the body of the approving review why this change is right, now and here',
    };
  const answers = readAnswers(body, questions);
  const missing = questions.filter(
    (question) => contentWords(answers.get(question.id) ?? '').size < ANSWER_WORDS,
  );
  if (missing.length === 0) return null;
  const ids = missing.map((question) => `\`${question.id}\``).join(', ');
  return {
    code: 'question-unanswered',
    message: `the review does not answer ${ids}`,
    help: `add a line \`${missing[0]?.id ?? ''}: …\` with the answer`,
  };
}

/** Answers by question id: `id: text`, with any Markdown emphasis, until the next id. */
function readAnswers(body: string, questions: readonly Question[]): ReadonlyMap<string, string> {
  const ids = new Set(questions.map((question) => question.id));
  const answers = new Map<string, string>();
  let current: string | null = null;
  for (const line of withoutQuotes(body).split('\n')) {
    const named =
      /^[ \t]*(?:#{1,6}[ \t]+|[-*+][ \t]+)?[*_`]*([a-z0-9][a-z0-9.-]*[a-z0-9])[*_`]*[ \t]*:?[*_`]*[ \t]*(.*)$/.exec(
        line,
      );
    const id = named?.[1] ?? null;
    if (id !== null && ids.has(id)) {
      current = id;
      answers.set(id, `${answers.get(id) ?? ''} ${named?.[2] ?? ''}`);
    } else if (current !== null) answers.set(current, `${answers.get(current) ?? ''} ${line}`);
  }
  return answers;
}

function withoutQuotes(body: string): string {
  return body
    .slice(0, LENGTH_LIMIT)
    .normalize('NFKC')
    .replace(/\r\n?/g, '\n')
    .replace(/<!--[^]*?(?:-->|$)/g, ' ')
    .replace(DIGEST_LINE, ' ')
    .replace(/^[ \t]*>.*$/gm, ' ');
}
