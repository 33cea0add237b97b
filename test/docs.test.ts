import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

import { readShippedPolicies } from '../src/adapters/fs/shipped-policies.ts';
import { controlPlaneFiles } from '../src/core/control-plane-files.ts';
import { compareInventories } from '../src/core/change/compare.ts';
import { diagnosticCodes } from '../src/core/diagnostic.ts';
import { lintCodes } from '../src/core/policy/lint/finding.ts';
import { nonHumanIdentity } from '../src/core/formats/native/schema.ts';
import { takeInventory, withoutUnreadable } from '../src/core/inventory/inventory.ts';
import { denialCodes, disqualificationCodes, holdCodes } from '../src/core/judgment/judgment.ts';
import { readChangedFile, type ChangedFile } from '../src/core/manifest/changed-files.ts';
import { readManifest } from '../src/core/manifest/read-manifest.ts';
import { compileOwners, ownersOf } from '../src/core/ownership/codeowners-match.ts';
import { parseCodeowners } from '../src/core/ownership/codeowners-parse.ts';
import { checkCitation, isCitation } from '../src/core/frameworks/cite.ts';
import type { Basis, ReadyFactor } from '../src/core/policy/basis.ts';
import { packNames } from '../src/core/policy/documents/config.ts';
import { factorScopes, type Policy } from '../src/core/policy/documents/policy.ts';
import { inputRecords } from '../src/core/policy/input-fields.ts';
import { itemInputs, scopeLanguages, stateInput, subjectInput } from '../src/core/policy/inputs.ts';
import { readBasis } from '../src/core/policy/read-basis.ts';
import { assess } from '../src/core/risk/assess.ts';
import { readSnapshot } from '../src/core/snapshot/read-snapshot.ts';
import { snapshot } from '../src/core/snapshot/snapshot.ts';
import { errorCodes } from '../src/errors.ts';
import { verdictDocument } from '../src/render/verdict-schema.ts';

const root = new URL('../', import.meta.url);
const now = Date.parse('2026-11-25T10:00:00Z');

const pages = [
  ...readdirSync(new URL('docs/', root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
    .sort(),
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
];

interface Fence {
  readonly language: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  /** The nearest heading above it. */
  readonly section: string;
}

interface Heading {
  readonly level: number;
  readonly text: string;
}

interface Page {
  readonly fences: readonly Fence[];
  readonly headings: readonly Heading[];
  /** The prose below each heading, without code blocks. */
  readonly sections: ReadonlyMap<string, string>;
  /** Everything but code blocks. */
  readonly prose: string;
}

function readText(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

function readPage(path: string): Page {
  const fences: Fence[] = [];
  const headings: Heading[] = [];
  const sections = new Map<string, string>();
  const prose: string[] = [];
  let section = '';
  let open: { readonly mark: string; readonly info: string; readonly lines: string[] } | null =
    null;
  for (const line of readText(path).split('\n')) {
    if (open !== null) {
      if (line.trim() === open.mark) {
        const [language = '', ...rest] = open.info.split(/\s+/);
        const attributes = Object.fromEntries(rest.map((pair) => pair.split('=', 2)));
        fences.push({ language, attributes, text: `${open.lines.join('\n')}\n`, section });
        open = null;
      } else open.lines.push(line);
      continue;
    }
    const start = /^(`{3,})(.*)$/.exec(line);
    if (start !== null) {
      open = { mark: start[1] ?? '', info: (start[2] ?? '').trim(), lines: [] };
      continue;
    }
    prose.push(line);
    const heading = /^(#{1,6}) (.*)$/.exec(line);
    if (heading === null) sections.set(section, `${sections.get(section) ?? ''}${line}\n`);
    else {
      section = heading[2] ?? '';
      headings.push({ level: (heading[1] ?? '').length, text: section });
    }
  }
  expect(open, `${path}: a code block is not closed`).toBeNull();
  return { fences, headings, sections, prose: prose.join('\n') };
}

function headingsOf(path: string, level: number): readonly string[] {
  return readPage(path)
    .headings.filter((heading) => heading.level === level)
    .map((heading) => heading.text)
    .sort();
}

function sectionOf(page: Page, heading: string): string {
  const text = page.sections.get(heading);
  expect(text, `there is no section "${heading}"`).toBeDefined();
  return text ?? '';
}

/** The code in the first cell of each row of the tables of a section. */
function tableKeys(page: Page, heading: string): readonly string[] {
  return [...sectionOf(page, heading).matchAll(/^\| `([^`]+)`/gm)]
    .map((match) => match[1] ?? '')
    .sort();
}

/** As GitHub makes anchors. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function examples(path: string, kind: string): readonly Fence[] {
  return readPage(path).fences.filter((fence) => fence.attributes['example'] === kind);
}

async function shippedBasis(): Promise<Basis> {
  const { basis, diagnostics } = readBasis(await readShippedPolicies(), []);
  expect(diagnostics).toEqual([]);
  if (basis === null) throw new Error('the shipped policies are not usable');
  return basis;
}

describe('every id has exactly one section, and every section an id', () => {
  it('diagnostic and error codes, in docs/errors.md', () => {
    // One id may be both: a problem of a change, and the end of a command that needs the file.
    const ids = new Set<string>([...diagnosticCodes, ...lintCodes, ...errorCodes]);
    expect(headingsOf('docs/errors.md', 3)).toEqual([...ids].sort());
  });

  it('disqualifications, holds and denials, in docs/disqualifications.md', () => {
    expect(headingsOf('docs/disqualifications.md', 3)).toEqual(
      [...disqualificationCodes, ...holdCodes, ...denialCodes].sort(),
    );
  });

  it.each(['docs/errors.md', 'docs/disqualifications.md'])(
    'each section of %s says what happened, why it blocks and what to do',
    (path) => {
      const page = readPage(path);
      for (const heading of page.headings.filter(({ level }) => level === 3)) {
        const text = sectionOf(page, heading.text);
        for (const part of ['**What.**', '**Why.**', '**Do.**'])
          expect(text, `${path}: ${heading.text}`).toContain(part);
      }
    },
  );

  it('factors, in docs/factors', async () => {
    const named = pages.flatMap((path) => /^docs\/factors\/(.+)\.md$/.exec(path)?.[1] ?? []);
    const shipped = await shippedFactors();
    expect(named.sort()).toEqual(shipped.map(({ factor }) => factor.id).sort());
  });
});

interface ShippedFactor {
  readonly pack: string;
  readonly policy: Policy;
  readonly factor: ReadyFactor['rule'];
}

async function shippedFactors(): Promise<readonly ShippedFactor[]> {
  return (await shippedBasis()).policies.flatMap(({ document, factors, at }) => {
    const [pack = ''] = at().path.split('/');
    return factors.map(({ rule }) => ({ pack, policy: document, factor: rule }));
  });
}

function effectText({ raises, floor }: ReadyFactor['rule']): string {
  const levels = Object.entries(raises ?? {}).map(([name, level]) => `\`${name}: ${level}\``);
  return [
    ...(levels.length === 0 ? [] : [`raises ${levels.join(', ')}`]),
    ...(floor === undefined ? [] : [`floor \`${floor}\``]),
  ].join('; ');
}

function waiverText({ floor, waivable }: ReadyFactor['rule']): string {
  if (floor !== undefined) return 'none can name it, since it sets a floor';
  return waivable
    ? 'one can name it'
    : 'none can name it, since it only says what or where something is';
}

/** Each item of a list, with its lines joined. */
function listItems(text: string): readonly string[] {
  return text
    .split(/^- /m)
    .slice(1)
    .map((item) => item.replace(/\s+/g, ' ').trim());
}

describe('pages of factors', () => {
  it('say what their policies say', async () => {
    for (const { pack, policy, factor } of await shippedFactors()) {
      const page = readPage(`docs/factors/${factor.id}.md`);
      const top = sectionOf(page, factor.id);
      const message = top.split(/^- /m, 1).join('');
      expect(message.replace(/\s+/g, ' ').trim(), factor.id).toBe(factor.message);
      expect(listItems(top), factor.id).toEqual([
        `**Policy:** \`${policy.metadata.id}\`, of \`${pack}\``,
        `**Scope:** \`${factor.scope}\``,
        `**Effect:** ${effectText(factor)}`,
        `**Waiver:** ${waiverText(factor)}`,
      ]);
      const cited = policy.spec.frameworks.flatMap(({ catalog, controls }) =>
        controls.map((control) => checkCitation(catalog, control)),
      );
      expect(listItems(sectionOf(page, 'Evidence for')), factor.id).toEqual(
        cited.map((citation) => (isCitation(citation) ? citation.shown : citation.message)),
      );
    }
  });

  it('have all their parts, and none is empty', async () => {
    for (const { factor } of await shippedFactors()) {
      const page = readPage(`docs/factors/${factor.id}.md`);
      expect(page.headings, factor.id).toEqual([
        { level: 1, text: factor.id },
        ...['What it means', 'Why it matters', 'Example', 'Fix', 'Evidence for'].map((text) => ({
          level: 2,
          text,
        })),
      ]);
      for (const part of ['What it means', 'Why it matters', 'Fix', 'Evidence for'])
        expect(sectionOf(page, part).trim().length, `${factor.id}: ${part}`).toBeGreaterThan(8);
    }
  });

  it('have an example that raises the factor', async () => {
    const basis = await shippedBasis();
    for (const { factor } of await shippedFactors()) {
      const { id } = factor;
      const own = examples(`docs/factors/${id}.md`, 'factor');
      expect(own.length, `${id} has no example`).toBeGreaterThan(0);
      expect(own.every(({ section }) => section === 'Example')).toBe(true);
      const found = assessExample(own, basis).factors.filter((one) => one.id === id);
      expect(found.length, `the example of ${id} does not raise it`).toBeGreaterThan(0);
      expect(found.every((one) => !one.indeterminate)).toBe(true);
    }
  });

  it('are listed in docs/factors.md, a table for each pack', async () => {
    const page = readPage('docs/factors.md');
    const shipped = await shippedFactors();
    const packs = packNames.map((name) => `jitl:${name}`);
    expect(page.headings.filter(({ level }) => level === 2).map(({ text }) => text)).toEqual(packs);
    for (const pack of packs) {
      const rows = sectionOf(page, pack)
        .split('\n')
        .filter((line) => line.startsWith('| ['))
        .map((line) => line.split('|').map((cell) => cell.trim()));
      expect(rows, pack).toEqual(
        shipped
          .filter((one) => one.pack === pack)
          .map(({ policy, factor }) => [
            '',
            `[\`${factor.id}\`](factors/${factor.id}.md)`,
            `\`${policy.metadata.id}\``,
            factor.message,
            effectText(factor),
            '',
          ]),
      );
    }
  });
});

function assessExample(fences: readonly Fence[], basis: Basis) {
  const paths = [...new Set(fences.map((fence) => fence.attributes['path'] ?? ''))];
  const files: ChangedFile[] = paths.map((path) => {
    const side = (name: 'base' | 'head'): ChangedFile['base'] => {
      const fence = fences.find(
        ({ attributes }) => attributes['path'] === path && attributes['side'] === name,
      );
      if (fence === undefined) return null;
      return { mode: '100644', oid: name, content: { kind: 'bytes', bytes: bytes(fence.text) } };
    };
    return { path, decodable: true, base: side('base'), head: side('head') };
  });
  const changed = files.map(readChangedFile);
  const inventory = (side: 'base' | 'head') =>
    takeInventory(changed.flatMap((entry) => entry[side] ?? []));
  const head = inventory('head');
  const base = withoutUnreadable(inventory('base'), head);
  const compared = compareInventories(base, head, {
    controlPlane: controlPlaneFiles(files),
    changedPaths: new Set(paths),
    declared: new Map(),
  });
  return assess({ ...compared, basis, now });
}

describe('examples are read by the real readers', () => {
  it('policy files of docs/policies.md, all together', async () => {
    const sources = examples('docs/policies.md', 'basis').map((fence) => ({
      path: fence.attributes['path'] ?? '',
      side: 'base' as const,
      bytes: bytes(fence.text),
    }));
    expect(sources.length).toBeGreaterThan(3);
    const { basis, diagnostics } = readBasis(await readShippedPolicies(), sources);
    expect(diagnostics).toEqual([]);
    expect(basis).not.toBeNull();
  });

  it('the waiver of docs/waivers.md, which names an active policy', async () => {
    const sources = examples('docs/waivers.md', 'waiver').map((fence) => ({
      path: fence.attributes['path'] ?? '',
      side: 'base' as const,
      bytes: bytes(fence.text),
    }));
    expect(sources.length).toBeGreaterThan(0);
    const { basis, diagnostics } = readBasis(await readShippedPolicies(), sources);
    expect(diagnostics).toEqual([]);
    expect(basis?.waivers.length).toBe(sources.length);
  });

  it.each(['condition', 'refused'])('lines of docs/policies.md marked as %s', (kind) => {
    const fences = examples('docs/policies.md', kind);
    expect(fences.length).toBeGreaterThan(1);
    for (const { text, attributes } of fences) {
      const scope = factorScopes.find((one) => one === attributes['scope']) ?? 'item';
      for (const when of text.trim().split('\n')) {
        const accepted = 'matches' in scopeLanguages()[scope].compile(when);
        expect(accepted, when).toBe(kind === 'condition');
      }
    }
  });

  it('snapshots of docs/snapshot.md', () => {
    const fences = examples('docs/snapshot.md', 'snapshot');
    expect(fences.length).toBeGreaterThan(0);
    for (const fence of fences) {
      const reading = readSnapshot('docs/snapshot.md', bytes(fence.text));
      expect(reading.diagnostics).toEqual([]);
      expect(reading.snapshot).not.toBeNull();
    }
  });

  it('manifests of every page', () => {
    const fences = pages.flatMap((path) => examples(path, 'manifest'));
    expect(fences.length).toBeGreaterThan(0);
    for (const fence of fences) {
      const path = fence.attributes['path'] ?? '';
      const manifest = readManifest({ path, side: 'head', bytes: bytes(fence.text) });
      const inventory = takeInventory([manifest]);
      expect(inventory.unassessable, path).toEqual([]);
      expect(inventory.diagnostics, path).toEqual([]);
      expect(inventory.objects, path).toBeGreaterThan(0);
    }
  });

  it('the rules of docs/codeowners.md, with the answers of their table', () => {
    const [rules] = examples('docs/codeowners.md', 'codeowners');
    const matcher = compileOwners(parseCodeowners(bytes(rules?.text ?? '')).rules);
    const table = sectionOf(readPage('docs/codeowners.md'), 'What GitHub does');
    const rows = [...table.matchAll(/^\| `([^`]+)` +\| (\d+) +\| `(\w+)`/gm)];
    expect(rows.length).toBeGreaterThan(8);
    for (const [, path = '', line, status] of rows) {
      const answer = ownersOf(matcher, path);
      const found = answer.status === 'unmatched' ? null : answer.rule.line;
      expect([path, String(found), answer.status]).toEqual([path, line, status]);
    }
  });

  it('leaves no marked example unread', () => {
    const known = [
      'condition',
      'refused',
      'codeowners',
      'factor',
      'basis',
      'snapshot',
      'manifest',
      'waiver',
    ];
    for (const path of pages)
      for (const fence of readPage(path).fences) {
        const { example } = fence.attributes;
        if (example !== undefined) expect(known, path).toContain(example);
      }
  });
});

describe('lists of fields are complete', () => {
  it('variables of conditions, in docs/policies.md', () => {
    const page = readPage('docs/policies.md');
    const place = {
      path: 'a.yaml',
      side: 'head',
      start: { line: 1, column: 1 },
      end: { line: 1, column: 1 },
      excerpt: '',
    } as const;
    const subject = {
      holder: { kind: 'identity', id: 'a', name: 'a', namespace: '' },
      type: 'service-account',
      environment: 'unknown',
      criticality: null,
      owner: null,
      dependents: [],
      declaredIn: null,
    } as const;
    const [item = {}] = itemInputs(
      {
        id: 'c1',
        kind: 'identity-created',
        subject,
        from: null,
        to: null,
        base: null,
        head: place,
      },
      now,
    );
    expect(tableKeys(page, 'item')).toEqual(Object.keys(item).sort());
    expect(tableKeys(page, 'subject')).toEqual(Object.keys(subjectInput(subject, now)).sort());
    expect(tableKeys(page, 'state')).toEqual(Object.keys(stateInput([])).sort());
  });

  it.each(['item', 'subject', 'state'] as const)('how fields of %s grow', (name) => {
    const rows = sectionOf(readPage('docs/policies.md'), name).matchAll(
      /^\| `(\w+)` *\|[^|]*\| (same|grows) *\|/gm,
    );
    const said = Object.fromEntries([...rows].map(([, field = '', how]) => [field, how]));
    const declared = Object.entries(inputRecords[name]).map(
      ([field, { motion }]) => [field, motion.way === 'constant' ? 'same' : 'grows'] as const,
    );
    expect(said).toEqual(Object.fromEntries(declared));
  });

  it('the snapshot, in docs/snapshot.md', () => {
    const page = readPage('docs/snapshot.md');
    expect(tableKeys(page, 'Fields')).toEqual(Object.keys(snapshot.shape).sort());
    const { pullRequest } = snapshot.shape;
    expect(tableKeys(page, 'The pull request')).toEqual(Object.keys(pullRequest.shape).sort());
  });

  it('NonHumanIdentity, in docs/native-kinds.md', () => {
    const page = readPage('docs/native-kinds.md');
    const { spec } = nonHumanIdentity.shape;
    expect(tableKeys(page, 'Fields of `spec`')).toEqual(Object.keys(spec.shape).sort());
  });

  it('the JSON verdict, in docs/agents.md', () => {
    const page = readPage('docs/agents.md');
    expect(tableKeys(page, 'Read the verdict')).toEqual(Object.keys(verdictDocument.shape).sort());
  });
});

describe('pages', () => {
  it.each([...pages, 'README.md'])('every relative link of %s leads somewhere', (path) => {
    for (const [, target = ''] of readPage(path).prose.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [file = '', anchor] = target.split('#', 2);
      const linked = file === '' ? path : normalize(join(dirname(path), file));
      expect(existsSync(new URL(linked, root)), `${path}: ${target}`).toBe(true);
      if (anchor === undefined) continue;
      const anchors = readPage(linked).headings.map((heading) => slug(heading.text));
      expect(anchors, `${path}: ${target}`).toContain(anchor);
    }
  });

  it.each(pages)('%s names no path of a machine', (path) => {
    expect(readText(path)).not.toMatch(
      /(?:^|[\s"'`(])(?:\/(?:work|home|root|tmp|Users|mnt|opt|private)\/|[A-Za-z]:\\)/m,
    );
  });

  it('decisions are numbered without gaps and have all their parts', () => {
    const records = pages.filter((path) => path.startsWith('docs/decisions/'));
    expect(records.length).toBeGreaterThan(0);
    for (const [index, path] of records.entries()) {
      expect(path).toContain(`/${String(index + 1).padStart(4, '0')}-`);
      expect(headingsOf(path, 2)).toEqual(
        ['Context', 'Decision', 'Consequences', 'Security', 'Compatibility'].sort(),
      );
    }
  });
});
