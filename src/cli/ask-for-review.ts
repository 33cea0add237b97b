import { composeReview } from '../core/judgment/compose-review.ts';
import { REASON_PROMPT, sectionPrompt } from '../core/judgment/review-prompts.ts';
import type { JudgedVerdict } from '../core/verdict.ts';
import { escapeTerminal } from '../render/escape.ts';

/** A review as it would be submitted. */
export interface Answered {
  readonly body: string;
  readonly approves: boolean;
}

export interface Conversation {
  readonly ask: (question: string) => Promise<string>;
  readonly tell: (text: string) => void;
  /** What is wrong with it, ready to be shown; null where it would count. */
  readonly refuse: (review: Answered) => string | null;
}

/** Nobody is asked the same thing for ever. */
const TRIES = 5;

/** Asks for a judgment, question by question. Null: whoever sits there leaves it. */
export async function askForReview(
  verdict: JudgedVerdict,
  conversation: Conversation,
): Promise<Answered | null> {
  const { ask, tell, refuse } = conversation;
  const choice = await askChoice(ask);
  if (choice === 'leave') return null;
  const approves = choice === 'approve';
  for (let tries = 0; tries < TRIES; tries += 1) {
    const body = approves ? await askApproval(verdict, ask) : await askRefusal(verdict, ask);
    const problem = refuse({ body, approves });
    if (problem === null) {
      const sure = await ask(`\nSubmit this as your ${approves ? 'approval' : 'refusal'}? [y/N] `);
      return /^y(?:es)?$/i.test(sure.trim()) ? { body, approves } : null;
    }
    tell(`\n${problem}\n`);
    const again = await ask('Write it again? [Y/n] ');
    if (/^n/i.test(again.trim())) return null;
  }
  return null;
}

async function askChoice(ask: Conversation['ask']): Promise<'approve' | 'refuse' | 'leave'> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const answer = (await ask('\nYour judgment: [a]pprove, [r]equest changes, or [l]eave it? '))
      .trim()
      .toLowerCase();
    if (/^a(?:pprove)?$/.test(answer)) return 'approve';
    if (/^r(?:equest changes)?$/.test(answer)) return 'refuse';
    if (/^l(?:eave(?: it)?)?$/.test(answer)) return 'leave';
  }
  return 'leave';
}

async function askApproval(verdict: JudgedVerdict, ask: Conversation['ask']): Promise<string> {
  const reason = await ask(`\n${REASON_PROMPT}\n> `);
  const answers: { readonly id: string; readonly text: string }[] = [];
  for (const { id, text } of verdict.brief.questions)
    answers.push({ id, text: await ask(`\n${escapeTerminal(text)}\n${id}> `) });
  for (const id of verdict.demands.sections)
    answers.push({ id, text: await ask(`\n${sectionPrompt(id)}\n${id}> `) });
  return composeReview(verdict, { reason, answers });
}

async function askRefusal(verdict: JudgedVerdict, ask: Conversation['ask']): Promise<string> {
  const reason = await ask('\nWhat must change before this may land?\n> ');
  return composeReview(verdict, { reason, answers: [] });
}
