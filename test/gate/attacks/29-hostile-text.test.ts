import { describe, expect, it } from 'vitest';

import { propose } from '../../support/github/stories.ts';
import { gated, role, ROLE, type StepRun } from '../../support/github/gated.ts';
import { commentOf, headOf, judgmentText, repository } from '../../support/github/judging.ts';
import { hostileTexts } from '../../support/hostile-texts.ts';
import { proseOf, tagsOf, toHtml } from '../../support/markdown-reader.ts';
import { runnerCommands } from '../../support/runner-commands.ts';

/** What git takes as the name of a branch, and a shell would carry out. */
const BRANCH = 'x/`id`$(id)%0A%3A%3Aerror%3A%3Ax<!--@ciso-->"\';{set-output}\u202e\u200b';

/** Names that show what they are; the others are no names for us, and their lines are shown instead. */
const NAMES = hostileTexts
  .filter((text) => /ciso|evil|::|##\[|`/.test(text) && !/[\p{C}\u2028\u2029]/u.test(text))
  .map((text) => text.slice(0, 200));

const OUTPUTS = ['verdict', 'tier', 'digest', 'pull-request', 'context', 'json'];

/** Nothing of it is a command of somebody else’s, an escape sequence or a mark that hides. */
function isInert(log: string): void {
  const commands = runnerCommands(log);
  const foreign = commands.filter(
    ({ name, properties, data }) =>
      !['error', 'warning', 'notice'].includes(name) ||
      (!(properties['title'] ?? '').startsWith('jitl') && !data.startsWith('Nothing was judged: ')),
  );
  expect(foreign).toEqual([]);
  // eslint-disable-next-line no-control-regex
  expect(log).not.toMatch(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/u,
  );
}

function isPlain(markdown: string): void {
  const html = toHtml(markdown);
  expect(tagsOf(html).filter((tag) => /^(?:a|img|script|iframe|style|h1)\b/.test(tag))).toEqual([]);
  expect(proseOf(html)).not.toMatch(/@|evil|ciso|\u202e|\u200b/u);
}

describe('29 hostile texts', () => {
  it('prints names in manifests inert, wherever they come out', async () => {
    await using gate = await gated();
    const files = Object.fromEntries(
      NAMES.map((name, at) => [
        `identities/h${at}.yaml`,
        role('get, list', 'secrets').replaceAll(
          'name: settlement',
          () => `name: ${JSON.stringify(name)}`,
        ),
      ]),
    );
    const number = propose(gate, { files: { ...files, [ROLE]: role('get, list', 'secrets') } });
    const [step] = await gate.settle();
    read(step);
    const comment = commentOf(gate, number);
    isPlain(comment);
    for (const text of [step?.log, step?.summary, comment]) expect(text).toContain('ciso');
    expect(comment.split('<!-- jitl:').length).toBe(3);
    expect(gate.hub.mergeability(number).mergeable).toBe(false);
    expect(gate.hub.violations).toEqual([]);
  });

  it.each([0, 1, 2, 3])('prints what people write inert (%i)', async (part) => {
    await using gate = await gated();
    const { hub } = gate;
    const texts = hostileTexts.filter((_, at) => at % 4 === part);
    const all = texts.join(' ');
    const number = propose(gate, { branch: BRANCH, title: all.slice(0, 250) });
    await gate.settle();
    hub.permit('mallory', 'write');
    hub.review({ number, as: 'mallory', state: 'CHANGES_REQUESTED', body: all });
    const text = judgmentText(gate, number, 'dana');
    hub.review({ number, as: 'dana', state: 'APPROVED', body: `${text}\n\n${texts.join('\n\n')}` });
    hub.comment({ number, as: 'mallory', body: texts.join('\n') });
    for (const step of await gate.settle()) read(step);
    isPlain(commentOf(gate, number));
    const { statuses } = repository(gate);
    for (const { description } of statuses.filter((one) => one.commit === headOf(gate, number)))
      expect(description).not.toMatch(/[\r\n\u0000-\u001f\u202e\u200b]/u);
    expect(hub.mergeability(number).mergeable).toBe(false);
    expect(hub.violations).toEqual([]);
  });
});

function read(step: StepRun | undefined): void {
  isInert(step?.log ?? '');
  isPlain(step?.summary ?? '');
  const names = Object.keys(step?.outputs ?? {});
  expect(names.filter((name) => !OUTPUTS.includes(name))).toEqual([]);
}
