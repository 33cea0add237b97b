import { readShippedPolicies } from '../../adapters/fs/shipped-policies.ts';
import { exitCodes } from '../../app/exit-code.ts';
import { lintPolicies } from '../../core/policy/lint/lint-policies.ts';
import { JitlError } from '../../errors.ts';
import { renderLintJson } from '../../render/lint-json.ts';
import { renderLintTerminal } from '../../render/lint-terminal.ts';
import { deliver, resultStyle } from '../deliver.ts';
import { parseTime } from '../compared-options.ts';
import type { Streams } from '../main.ts';
import { asHead, readOwn, topOf } from '../own-policies.ts';
import type { ColorChoice } from '../terminal.ts';

/** The options of `jitl policy lint`, as commander hands them over. */
export interface PolicyLintOptions {
  readonly shipped?: boolean;
  readonly repo: string;
  readonly now?: string;
  readonly format: 'terminal' | 'json';
  readonly output?: string;
  readonly color: ColorChoice;
}

/** Looks at the policy files as they stand in the working tree. Only an error has another code than 0. */
export async function runPolicyLint(options: PolicyLintOptions, streams: Streams): Promise<number> {
  const now = options.now === undefined ? streams.now : parseTime(options.now);
  const ofShipped = options.shipped === true;
  const own = await readOwn(await topOf(options.repo, streams.directory));
  if (own.length === 0 && !ofShipped)
    throw new JitlError('input-invalid', 'there is no policy file under `.jitl/`', {
      help: 'name another repository with `--repo`, or look at those of jitl with `--shipped`',
    });
  const shipped = asHead(await readShippedPolicies());
  const report = lintPolicies({ shipped, own, ofShipped, now });
  const text =
    options.format === 'json'
      ? renderLintJson(report)
      : renderLintTerminal(report, resultStyle(options, streams));
  await deliver(text, options, streams);
  const failed = report.findings.some((finding) => finding.severity === 'error');
  return failed ? exitCodes.none : exitCodes.allowed;
}
