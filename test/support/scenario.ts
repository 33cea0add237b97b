import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { readShippedPolicies } from '../../src/adapters/fs/shipped-policies.ts';
import { openRepository } from '../../src/adapters/git/repository.ts';
import { check } from '../../src/app/check.ts';
import { exitCodeOf } from '../../src/app/exit-code.ts';
import { noVerdict } from '../../src/cli/gather-facts.ts';
import { renderError } from '../../src/cli/render-error.ts';
import { readSnapshot } from '../../src/core/snapshot/read-snapshot.ts';
import type { Verdict } from '../../src/core/verdict.ts';
import { JitlError } from '../../src/errors.ts';
import { renderJson } from '../../src/render/json.ts';
import { renderMarkdown } from '../../src/render/markdown.ts';
import { plainStyle } from '../../src/render/style.ts';
import { renderTerminal } from '../../src/render/terminal.ts';
import {
  shownBrief,
  snapshotOfStory,
  type Moment,
} from '../scenarios/support/snapshot-of-story.ts';
import { isContentSection, tellStory } from '../scenarios/support/tell-story.ts';
import { createRepository, type TestRepository } from './git-repository.ts';
import { parseArchive, type Archive } from './txtar.ts';

/** One story: what the base says, what the head says, what reviewers said, and what must come out. */
export interface Scenario extends Archive {
  /** `allowed`, `pending`, `denied` or `no-verdict`. */
  readonly folder: string;
  readonly name: string;
  readonly path: string;
}

/** What `jitl check` would have printed, in every format, and its exit code. */
export interface Outcome {
  readonly exitCode: number;
  readonly verdict: Verdict;
  readonly terminal: string;
  readonly markdown: string;
  readonly json: string;
}

const SCENARIOS = fileURLToPath(new URL('../scenarios/', import.meta.url));

/** All stories of one folder, by name. */
export function readScenarios(folder: string): readonly Scenario[] {
  const directory = join(SCENARIOS, folder);
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((file) => file.endsWith('.txtar'))
    .sort()
    .map((file) => {
      const path = join(directory, file);
      return {
        folder,
        name: basename(file, '.txtar'),
        path,
        ...parseArchive(readFileSync(path, 'utf8')),
      };
    });
}

/** The clock of every story. */
const NOW = '2026-11-25T10:00:00Z';

/** Sections that hold no files of the repository. */
const OTHER_SECTIONS = new Set([
  'head.delete',
  'moved-base.delete',
  'rebased',
  'commits',
  'generate',
  'snapshot.json',
  'elsewhere.json',
  'arguments',
  'want/terminal',
  'want/json',
]);

/** Builds the repository of a story, runs the check without reviews for the briefs, then with them. */
export async function runScenario(scenario: Scenario): Promise<Outcome> {
  refuseUnknownSections(scenario);
  const repository = createRepository();
  try {
    const story = tellStory(repository, scenario.files);
    const template = scenario.files.get('snapshot.json') ?? null;
    const options = readArguments(scenario);
    if (template === null) return await run(repository, null, options);
    const show = async (snapshot: string, moment: Moment) =>
      shownBrief((await run(repository, snapshot, { ...options, ...moment })).verdict);
    const elsewhere = scenario.files.get('elsewhere.json');
    const snapshot = await snapshotOfStory({ template, elsewhere, story, show });
    return await run(repository, snapshot, options);
  } finally {
    repository.dispose();
  }
}

function refuseUnknownSections(scenario: Scenario): void {
  for (const name of scenario.files.keys())
    if (!OTHER_SECTIONS.has(name) && !isContentSection(name))
      throw new Error(`${scenario.path}: \`${name}\` is no section of a scenario`);
}

interface Options {
  readonly base?: string;
  readonly head?: string;
  readonly now: number;
}

/** `--base REV`, `--head REV`, `--now TIME` and `--working-tree`, which leaves `--head` out. */
function readArguments(scenario: Scenario): Options {
  const words = (scenario.files.get('arguments') ?? '').split(/\s+/).filter((word) => word !== '');
  const given = new Map<string, string>();
  for (const [index, word] of words.entries())
    if (word.startsWith('--')) given.set(word, words[index + 1] ?? '');
  const now = Date.parse(given.get('--now') ?? NOW);
  const base = given.get('--base') ?? 'main';
  if (given.has('--working-tree')) return { base, now };
  return { base, head: given.get('--head') ?? 'change', now };
}

async function run(
  repository: TestRepository,
  snapshot: string | null,
  options: Options,
): Promise<Outcome> {
  const read =
    snapshot === null
      ? { snapshot: null, diagnostics: [] }
      : readSnapshot('snapshot.json', Buffer.from(snapshot));
  const opened = await openRepository(repository.directory);
  try {
    const verdict: Verdict =
      read.diagnostics.length > 0
        ? noVerdict(options, read.diagnostics, null)
        : await check({
            repository: opened,
            shipped: await readShippedPolicies(),
            snapshot: read.snapshot,
            ...options,
          });
    return shown(verdict, renderTerminal(verdict, plainStyle));
  } catch (error) {
    if (!(error instanceof JitlError)) throw error;
    const { code, message, help = null } = error;
    const output = { write: () => undefined, isTerminal: false, columns: 80 };
    return shown(noVerdict(options, [], { code, message, help }), renderError(error, output));
  } finally {
    await opened.close();
  }
}

function shown(verdict: Verdict, terminal: string): Outcome {
  return {
    exitCode: exitCodeOf(verdict),
    verdict,
    terminal,
    markdown: renderMarkdown(verdict),
    json: renderJson(verdict),
  };
}

/** What differs from run to run or says nothing to a reader becomes a token. */
export function stableText(text: string): string {
  return text
    .replace(/sha256:[0-9a-f]{64}/g, '<digest>')
    .replace(/\b[0-9a-f]{40}\b/g, '<oid>')
    .replace(/\((?=[0-9a-f]{12}\))[0-9a-f]{12}\)/g, '(<oid>)')
    .replace(/\bcommit [0-9a-f]{10}\b/g, 'commit <oid>')
    .replace(/\bcarried from [0-9a-f]{12}\b/g, 'carried from <oid>')
    .replace(/`[0-9a-f]{12}`/g, '`<oid>`');
}
