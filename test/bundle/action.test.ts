import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';

import { gated, role, ROLE, type RunStep } from '../support/github/gated.ts';
import { approve, commentOf, headOf, resultOn } from '../support/github/judging.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const main = join(root, parse(readFileSync(join(root, 'action.yml'), 'utf8')).runs.main);

/** Starts what is shipped, in an empty directory and with nothing of our environment but `PATH`. */
const bundle: RunStep = (environment) =>
  new Promise((settle, fail) => {
    const directory = mkdtempSync(join(tmpdir(), 'jitl-runner-'));
    const child = spawn(process.execPath, [main], {
      cwd: directory,
      env: { PATH: process.env['PATH'] ?? '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 60_000,
    });
    let log = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text;
      });
    child.once('error', fail);
    child.once('close', (code) => {
      rmSync(directory, { recursive: true, force: true });
      settle({ code: code ?? -1, log });
    });
  });

describe(`the bundle, on Node ${process.versions.node}`, () => {
  it('judges a pull request as a runner would start it, in both tiers', async () => {
    for (const tier of ['starter', 'hardened'] as const) {
      await using gate = await gated({ tier, run: bundle });
      const { hub } = gate;
      hub.push({ branch: 'more', as: 'ada', files: { [ROLE]: role('get, list', 'secrets') } });
      const number = hub.open({ head: 'more', base: 'main', as: 'ada' });
      const [first] = await gate.settle();
      expect(first, first?.log).toMatchObject({
        code: 0,
        outputs: {
          verdict: 'pending',
          tier: 'high',
          'pull-request': '1',
          context: 'jitl/gate@main',
        },
      });
      expect(first?.summary).toContain('## jitl: pending (high risk)');
      expect(first?.log).toContain('::error file=identities/settlement.yaml');
      expect(commentOf(gate, number)).toContain('secrets-read');
      await approve(gate, number, 'dana');
      expect(resultOn(gate, headOf(gate, number))).toMatchObject({
        state: 'success',
        app: gate.appId,
      });
      expect(hub.mergeability(number).mergeable).toBe(true);
      expect(hub.violations).toEqual([]);
    }
  });

  it('says in one line what is wrong with the step, and fails', async () => {
    await using gate = await gated({ run: bundle });
    const wrong = await gate.step(
      'workflow_dispatch',
      {},
      { token: 'x', inputs: { comment: 'no' } },
    );
    expect(wrong.code).toBe(1);
    expect(wrong.log).toMatch(
      /^::error title=jitl%3A input-invalid::input `comment` must be [^\n]*\n$/,
    );
    const token = await gate.step('workflow_dispatch', {}, { token: 'ghs_nobody' });
    expect(token.code).toBe(1);
    expect(token.log).toMatch(/^::error title=jitl%3A forge-unauthorized::[^\n]*\n$/);
    expect(token.log).not.toContain('ghs_nobody');
  });

  it('fails the step where somebody must decide, if that is asked for', async () => {
    await using gate = await gated({ tier: 'hardened', run: bundle });
    gate.hub.push({ branch: 'more', as: 'ada', files: { [ROLE]: role('get, list', 'secrets') } });
    const number = gate.hub.open({ head: 'more', base: 'main', as: 'ada' });
    const step = await gate.step(
      'pull_request_target',
      { pull_request: { number } },
      { inputs: { 'fail-on': 'not-allowed', comment: 'false', 'request-reviewers': 'false' } },
    );
    expect(step.code).toBe(3);
    expect(commentOf(gate, number)).toBe('');
  });

  it('answers an event that says nothing about a pull request with a notice', async () => {
    await using gate = await gated({ run: bundle });
    const step = await gate.step('watch', {}, { token: 'x' });
    expect([step.code, step.log]).toEqual([
      0,
      expect.stringMatching(/^::notice::Nothing was judged/),
    ]);
  });
});
