import { resolve } from 'node:path';

import { kindOfPath, readDiskFile } from '../../adapters/fs/policy-files.ts';
import { readShippedPolicies } from '../../adapters/fs/shipped-policies.ts';
import { exitCodes } from '../../app/exit-code.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { caseNames, explainCases } from '../../core/explain/explain-cases.ts';
import { explainableIds } from '../../core/explain/explain-rated.ts';
import { explainFacts } from '../../core/explain/explain-facts.ts';
import type { Explanation } from '../../core/explain/explained.ts';
import type { Basis } from '../../core/policy/basis.ts';
import { readBasis } from '../../core/policy/read-basis.ts';
import { readSuites } from '../../core/policy-test/read-suites.ts';
import { closest } from '../../core/schema/closest.ts';
import { JitlError } from '../../errors.ts';
import { renderExplainJson } from '../../render/explain-json.ts';
import { renderExplainMarkdown } from '../../render/explain-markdown.ts';
import { renderExplainTerminal } from '../../render/explain-terminal.ts';
import type { Style } from '../../render/style.ts';
import { renderNone } from '../../render/terminal.ts';
import { deliver, resultStyle } from '../deliver.ts';
import type { ComparedOptions } from '../compared-options.ts';
import { gatherFacts } from '../gather-facts.ts';
import type { Streams } from '../main.ts';
import { asHead, readOwn, sourceOf, topOf } from '../own-policies.ts';
import { styleFor, type ColorChoice } from '../terminal.ts';

/** The options of `jitl explain`, as commander hands them over. */
export interface ExplainOptions extends ComparedOptions {
  readonly test?: string;
  readonly case?: string;
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
  const found = await explain(about, options, streams);
  if ('diagnostics' in found) {
    const style = styleFor(streams.stderr, options.color, false);
    streams.stderr.write(renderNone(found.diagnostics, style));
    return exitCodes.none;
  }
  const style = resultStyle(options, streams);
  await deliver(renderers[options.format](found, style), options, streams);
  return exitCodes.allowed;
}

type Unexplained = { readonly diagnostics: readonly Diagnostic[] };

async function explain(
  about: string | undefined,
  options: ExplainOptions,
  streams: Streams,
): Promise<Explanation | Unexplained> {
  if (options.test !== undefined) return explainTest(about, options, streams);
  if (options.case !== undefined)
    throw new JitlError('usage', '`--case` names a case, and no file of tests is given', {
      help: 'add `--test FILE`',
    });
  const gathered = await gatherFacts(options, streams);
  if (gathered.kind === 'none') return { diagnostics: gathered.verdict.diagnostics };
  return explainFacts(gathered.facts, checkedId(about, gathered.facts.basis));
}

/** By the policies of the working tree, as `jitl policy test` does. */
async function explainTest(
  about: string | undefined,
  options: ExplainOptions,
  streams: Streams,
): Promise<Explanation | Unexplained> {
  const top = await topOf(options.repo, streams.directory);
  const path = resolve(streams.directory, options.test ?? '');
  if ((await kindOfPath(path)) !== 'file')
    throw new JitlError('usage', `there is no file \`${options.test}\``, {
      help: 'name a file of tests, such as `.jitl/policies/house.test.yaml`',
    });
  const file = await readDiskFile(path);
  const shipped = asHead(await readShippedPolicies());
  const { basis, diagnostics } = readBasis(shipped, await readOwn(top));
  if (basis === null) return { diagnostics };
  const read = readSuites([sourceOf(file, top)], basis);
  if (read.diagnostics.length > 0) return read;
  const name = options.case ?? null;
  const names = caseNames(read.suites);
  if (name !== null && !names.includes(name))
    throw unknown(`\`${name}\` is no case there`, name, names);
  return explainCases(read.suites, basis, { name, about: checkedId(about, basis) });
}

function checkedId(about: string | undefined, basis: Basis): string | null {
  if (about === undefined) return null;
  const known = explainableIds(basis);
  if (known.includes(about)) return about;
  throw unknown(`\`${about}\` is no factor and no policy in use`, about, known);
}

function unknown(message: string, text: string, known: readonly string[]): JitlError {
  const near = closest(text, known);
  const help = near === null ? 'leave it out to explain everything' : `did you mean \`${near}\`?`;
  return new JitlError('usage', message, { help });
}
