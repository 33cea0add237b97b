import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
let copy = '';

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'jitl-architecture-'));
  for (const name of ['src', 'tsconfig.json', 'package.json', '.oxlintrc.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
});

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

/** Compiles or lints a copy of the sources with one more file in it. */
function broken(path: string, text: string, tool: 'compiler' | 'linter'): string {
  const file = join(copy, path);
  writeFileSync(file, text);
  const [command, ...args] =
    tool === 'compiler'
      ? ['node_modules/.bin/tsc', '-b', 'src']
      : ['node_modules/.bin/oxlint', '--deny-warnings', path];
  const result = spawnSync(join(copy, command ?? ''), args, { cwd: copy, encoding: 'utf8' });
  rmSync(file);
  return result.status === 0 ? 'accepted' : `${result.stdout}${result.stderr}`;
}

describe('the compiler keeps the core pure', () => {
  it('accepts the sources as they are', () => {
    expect(broken('src/core/extra.ts', 'export const nothing = 0;\n', 'compiler')).toBe('accepted');
  });

  it.each([
    [
      'a module of Node',
      "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n",
      /TS2591|TS2307/,
    ],
    ['the process', 'export const a = process.env;\n', /TS2591|TS2304|TS2580/],
    ['the network', "export const a = () => fetch('https://example.invalid');\n", /TS2304|TS2584/],
    ['the console', "export const a = () => console.log('x');\n", /TS2584|TS2304/],
    ['a timer', 'export const a = () => setTimeout(() => 0, 1);\n', /TS2304/],
    [
      'a use case',
      "import { exitCodes } from '../app/exit-code.ts';\nexport const a = exitCodes;\n",
      /TS6059|TS6307/,
    ],
    [
      'an adapter',
      "import { openRepository } from '../adapters/git/repository.ts';\nexport const a = openRepository;\n",
      /TS6059|TS6307/,
    ],
  ])('refuses %s', (_name, text, code) => {
    expect(broken('src/core/extra.ts', text, 'compiler')).toMatch(code);
  });

  it('keeps renderers away from use cases', () => {
    const text = "import { exitCodes } from '../app/exit-code.ts';\nexport const a = exitCodes;\n";
    expect(broken('src/render/extra.ts', text, 'compiler')).toMatch(/TS6059|TS6307/);
  });
});

describe('the linter keeps the rooms apart', () => {
  it.each([
    ['src/core/extra.ts', 'the clock', 'export const a = () => Date.now();\n'],
    ['src/core/extra.ts', 'chance', 'export const a = () => Math.random();\n'],
    [
      'src/core/extra.ts',
      'a second importer of `yaml`',
      "import { parse } from 'yaml';\nexport const a = parse;\n",
    ],
    [
      'src/core/extra.ts',
      'a second importer of CEL',
      "import { parse } from '@marcbachmann/cel-js';\nexport const a = parse;\n",
    ],
    [
      'src/app/extra.ts',
      'adapters in a use case',
      "import { openRepository } from '../adapters/git/repository.ts';\nexport const a = openRepository;\n",
    ],
    [
      'src/app/extra.ts',
      'Node in a use case',
      "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n",
    ],
    [
      'src/app/extra.ts',
      'rendering in a use case',
      "import { renderJson } from '../render/json.ts';\nexport const a = renderJson;\n",
    ],
    [
      'src/adapters/git/extra.ts',
      'a use case in an adapter',
      "import { check } from '../../app/check.ts';\nexport const a = check;\n",
    ],
    [
      'src/adapters/git/extra.ts',
      'a second importer of execa',
      "import { execa } from 'execa';\nexport const a = execa;\n",
    ],
    ['src/cli/extra.ts', 'an exit in the middle', 'export const a = () => process.exit(1);\n'],
    ['src/cli/extra.ts', 'a default export', 'const a = 1;\nexport default a;\n'],
  ])('%s: refuses %s', (path, _name, text) => {
    expect(broken(path, text, 'linter')).not.toBe('accepted');
  });

  it('accepts a file that keeps the rules', () => {
    expect(broken('src/app/extra.ts', 'export const a = 1;\n', 'linter')).toBe('accepted');
  });
});
