import { exitCodeOf } from '../../app/exit-code.ts';
import { evaluate, type GatheredFacts } from '../../core/evaluate.ts';
import type { JudgedVerdict, Verdict } from '../../core/verdict.ts';
import { asWhatIf } from '../../core/what-if.ts';
import { JitlError } from '../../errors.ts';
import { renderJson } from '../../render/json.ts';
import { renderMarkdown } from '../../render/markdown.ts';
import { renderSarif } from '../../render/sarif.ts';
import type { Style } from '../../render/style.ts';
import { renderTerminal } from '../../render/terminal.ts';
import { deliver, resultStyle } from '../deliver.ts';
import type { ComparedOptions } from '../compared-options.ts';
import { gatherFacts, noVerdict } from '../gather-facts.ts';
import type { Streams } from '../main.ts';
import { renderError } from '../render-error.ts';
import { supposeReviews } from '../suppose-reviews.ts';
import type { ColorChoice } from '../terminal.ts';

/** The options of `jitl check`, as commander hands them over. */
export interface CheckOptions extends ComparedOptions {
  readonly assumeApproval: readonly string[];
  readonly format: Format;
  readonly output?: string;
  readonly color: ColorChoice;
}

type Format = 'terminal' | 'json' | 'markdown' | 'sarif';

const renderers = {
  terminal: renderTerminal,
  json: renderJson,
  markdown: renderMarkdown,
  sarif: renderSarif,
} satisfies Record<Format, (verdict: Verdict, style: Style) => string>;

export async function runCheck(options: CheckOptions, streams: Streams): Promise<number> {
  const verdict = await decide(options, streams);
  const text = renderers[options.format](verdict, resultStyle(options, streams));
  await deliver(text, options, streams);
  return exitCodeOf(verdict);
}

async function decide(options: CheckOptions, streams: Streams): Promise<Verdict> {
  try {
    const gathered = await gatherFacts(options, streams);
    if (gathered.kind === 'none') return gathered.verdict;
    return withSupposed(evaluate(gathered.facts), gathered.facts, options.assumeApproval);
  } catch (error) {
    // A program gets what it reads also when there is no verdict; people get the message.
    const machine = options.format === 'json' || options.format === 'sarif';
    if (!machine || !(error instanceof JitlError)) throw error;
    streams.stderr.write(renderError(error, streams.stderr));
    const failure = { code: error.code, message: error.message, help: error.help ?? null };
    return noVerdict(options, [], failure);
  }
}

/** The verdict stays the real one, and so does the exit code: an assumption opens no gate. */
function withSupposed(
  verdict: JudgedVerdict,
  facts: GatheredFacts,
  logins: readonly string[],
): JudgedVerdict {
  if (logins.length === 0) return verdict;
  const reviews = logins.map((login) => ({ login, state: 'approved' as const, body: null }));
  return { ...verdict, whatIf: asWhatIf(supposeReviews(facts, reviews)) };
}
