import { exitCodes } from '../../app/exit-code.ts';
import type { GatheredFacts } from '../../core/evaluate.ts';
import { explainableIds } from '../../core/explain/explain-changes.ts';
import { explainFacts } from '../../core/explain/explain-facts.ts';
import type { Explanation } from '../../core/explain/explained.ts';
import { closest } from '../../core/schema/closest.ts';
import { JitlError } from '../../errors.ts';
import { renderExplainJson } from '../../render/explain-json.ts';
import { renderExplainMarkdown } from '../../render/explain-markdown.ts';
import { renderExplainTerminal } from '../../render/explain-terminal.ts';
import type { Style } from '../../render/style.ts';
import { renderNone } from '../../render/terminal.ts';
import { deliver, resultStyle } from '../deliver.ts';
import { gatherFacts, type ComparedOptions } from '../gather-facts.ts';
import type { Streams } from '../main.ts';
import { styleFor, type ColorChoice } from '../terminal.ts';

/** The options of `jitl explain`, as commander hands them over. */
export interface ExplainOptions extends ComparedOptions {
  readonly format: Format;
  readonly output?: string;
  readonly color: ColorChoice;
}

type Format = 'terminal' | 'json' | 'markdown';

const renderers = {
  terminal: renderExplainTerminal,
  json: renderExplainJson,
  markdown: renderExplainMarkdown,
} satisfies Record<Format, (explanation: Explanation, style: Style) => string>;

/** Explaining opens no gate: 0 wherever there is an explanation. */
export async function runExplain(
  about: string | undefined,
  options: ExplainOptions,
  streams: Streams,
): Promise<number> {
  const gathered = await gatherFacts(options, streams);
  if (gathered.kind === 'none') {
    const style = styleFor(streams.stderr, options.color, false);
    streams.stderr.write(renderNone(gathered.verdict.diagnostics, style));
    return exitCodes.none;
  }
  const explanation = explainFacts(gathered.facts, checkedId(about, gathered.facts));
  const style = resultStyle(options, streams);
  await deliver(renderers[options.format](explanation, style), options, streams);
  return exitCodes.allowed;
}

function checkedId(about: string | undefined, { basis }: GatheredFacts): string | null {
  if (about === undefined) return null;
  const known = explainableIds(basis);
  if (known.includes(about)) return about;
  const near = closest(about, known);
  throw new JitlError('usage', `\`${about}\` is no factor and no policy in use`, {
    help:
      near === null
        ? 'leave it out to explain every factor that matched'
        : `did you mean \`${near}\`?`,
  });
}
