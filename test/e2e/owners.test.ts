import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { OwnersDocument } from '../../src/render/owners-schema.ts';
import { createRepository, type TestRepository } from '../support/git-repository.ts';
import type { Ran } from '../support/run-jitl.ts';
import { runJitl } from '../support/run-jitl-in-thread.ts';

const RULES = `*              @all
/docs/*        @docs @Acme/Writers dana@example.com
!nothing       @nobody
/prod/         @iam
/secret.txt
/c#-guide.md   @guide
/vendor/both   @all
/vendor/two/** @inner
/split/        @inner
/split
`;

/** Branches: `main` with the rules, and one for each thing that a CODEOWNERS can be. */
let repository: TestRepository;
/** A directory in no repository. */
let desk: string;
const validate = new Ajv2020({ strict: false }).compile(
  JSON.parse(
    readFileSync(new URL('../../schema/owners.v1.json', import.meta.url), 'utf8'),
  ) as object,
);

beforeAll(() => {
  repository = createRepository();
  desk = mkdtempSync(join(tmpdir(), 'jitl-desk-'));
  repository.write('docs/intro.md', 'a\n');
  repository.write('docs/deep/more.md', 'a\n');
  repository.write('prod/app/role.yaml', 'a\n');
  repository.write('secret.txt', 'a\n');
  repository.link('prod/link', '../secret.txt');
  const start = repository.commit('Start');
  const { write, link } = repository;
  branchFrom(start, 'none', () => undefined);
  // A name in other letters is another file.
  branchFrom(start, 'lower-case', () => write('.github/codeowners', '* @x\n'));
  branchFrom(start, 'linked-file', () => link('.github/CODEOWNERS', '../docs/intro.md'));
  branchFrom(start, 'directory-first', () => {
    write('.github/CODEOWNERS/README', 'x\n');
    write('CODEOWNERS', '* @root\n');
  });
  const contents: Readonly<Record<string, string | Uint8Array>> = {
    large: '* @x\n'.padEnd(3_000_000, '#'),
    'almost-large': '* @x\n'.padEnd(2_999_999, '#'),
    marked: '\ufeff* @x\n',
    'not-text': Uint8Array.of(0x2a, 0x20, 0xff, 0x0a),
    empty: '',
    changed: '* @somebody-else\n',
  };
  for (const [name, content] of Object.entries(contents))
    branchFrom(start, name, () => write('.github/CODEOWNERS', content));
  repository.checkout('main');
  write('.github/CODEOWNERS', RULES);
  write('CODEOWNERS', '* @second\n');
  write('docs/CODEOWNERS', '* @third\n');
  const rules = repository.commit('Say who owns what');
  branchFrom(rules, 'second', () => repository.remove('.github'));
  branchFrom('second', 'third', () => repository.remove('CODEOWNERS'));
  repository.checkout('main');
  addModules(start, 'vendor/both', 'vendor/two', 'split');
  repository.checkout('third');
  repository.branch('module-first');
  addModules(start, 'CODEOWNERS');
  repository.checkout('main');
});

function branchFrom(start: string, name: string, edit: () => void): void {
  repository.checkout(start);
  repository.branch(name);
  edit();
  repository.commit(name);
}

function addModules(commit: string, ...paths: readonly string[]): void {
  for (const path of paths)
    repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},${path}`);
  repository.git('commit', '-q', '-m', 'Take in modules');
}

afterAll(() => {
  repository.dispose();
  rmSync(desk, { recursive: true });
});

function owners(args: readonly string[], input: string | Uint8Array = ''): Ran {
  return runJitl(repository.directory, ['owners', ...args], {}, input);
}

/** The JSON of a run that has answered. */
function answers(args: readonly string[], input: string | Uint8Array = ''): OwnersDocument {
  const { code, stdout, stderr } = owners(['--format', 'json', ...args], input);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const document = JSON.parse(stdout) as OwnersDocument;
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  return document;
}

/** `2 owned`, in the order of the answers. */
function decisions(document: OwnersDocument): readonly string[] {
  return document.paths.map(({ path, line, status }) => `${path}: ${line ?? '-'} ${status}`);
}

describe('the JSON', () => {
  test('has every status, in the order of the question, and the lines without effect', () => {
    const document = answers([
      'prod/app/role.yaml',
      'secret.txt',
      'c#-guide.md',
      'docs/intro.md',
      'docs/deep/more.md',
    ]);
    expect(document).toEqual({
      schema: 'https://jitl.dev/schema/v1/owners.json',
      base: { name: 'refs/heads/main', commit: repository.git('rev-parse', 'main') },
      file: '.github/CODEOWNERS',
      paths: [
        {
          path: 'prod/app/role.yaml',
          status: 'owned',
          owners: ['@iam'],
          line: 4,
          text: '/prod/         @iam',
        },
        {
          path: 'secret.txt',
          status: 'unowned',
          owners: [],
          line: 5,
          text: '/secret.txt',
          reason: 'line 5 names no owner, so nobody has authority',
        },
        {
          path: 'c#-guide.md',
          status: 'ambiguous',
          owners: [],
          line: 6,
          text: '/c#-guide.md   @guide',
          reason:
            'line 6 can be read in more than one way: GitHub does not say whether a `#` inside a word begins a comment',
        },
        {
          path: 'docs/intro.md',
          status: 'owned',
          owners: ['@docs', '@Acme/Writers', 'dana@example.com'],
          line: 2,
          text: '/docs/*        @docs @Acme/Writers dana@example.com',
        },
        {
          path: 'docs/deep/more.md',
          status: 'owned',
          owners: ['@all'],
          line: 1,
          text: '*              @all',
        },
      ],
      skipped: [
        {
          line: 3,
          text: '!nothing       @nobody',
          reason: 'GitHub does not allow negation with `!`',
        },
      ],
      failure: null,
    });
  });

  test('says when no line matches', () => {
    expect(answers(['--base', 'empty', 'a.txt']).paths).toEqual([
      {
        path: 'a.txt',
        status: 'unmatched',
        owners: [],
        line: null,
        text: null,
        reason: 'no line of .github/CODEOWNERS matches, so nobody has authority',
      },
    ]);
  });

  test('answers twice where somebody asks twice, and for files that are yet to come', () => {
    expect(decisions(answers(['prod/new.yaml', 'x', 'prod/new.yaml']))).toEqual([
      'prod/new.yaml: 4 owned',
      'x: 1 owned',
      'prod/new.yaml: 4 owned',
    ]);
  });
});

describe('which rules count', () => {
  test.each([
    ['main', '.github/CODEOWNERS', '@all'],
    ['second', 'CODEOWNERS', '@second'],
    ['third', 'docs/CODEOWNERS', '@third'],
    ['directory-first', 'CODEOWNERS', '@root'],
    ['changed', '.github/CODEOWNERS', '@somebody-else'],
    ['almost-large', '.github/CODEOWNERS', '@x'],
  ])('of %s: %s', (base, file, owner) => {
    const document = answers(['--base', base, 'a']);
    expect(document.file).toBe(file);
    expect(document.paths[0]?.owners).toEqual([owner]);
  });

  test('the tip of the default branch, and neither HEAD nor the working tree', () => {
    repository.checkout('changed');
    repository.write('.github/CODEOWNERS', '* @working-tree\n');
    try {
      expect(answers(['a']).paths[0]?.owners).toEqual(['@all']);
      expect(answers(['a', '--base', 'HEAD']).paths[0]?.owners).toEqual(['@somebody-else']);
      const read = answers(['a', '--codeowners', '.github/CODEOWNERS']);
      expect(read.paths[0]?.owners).toEqual(['@working-tree']);
    } finally {
      repository.git('checkout', '-q', '--', '.github');
      repository.checkout('main');
    }
  });
});

describe('1: nothing could be answered', () => {
  test.each([
    ['none', 'codeowners-missing', '`refs/heads/none` has no CODEOWNERS file'],
    ['lower-case', 'codeowners-missing', 'has no CODEOWNERS file'],
    ['large', 'codeowners-unusable', 'the file is not under 3 MB'],
    ['marked', 'codeowners-unusable', 'begins with a byte order mark'],
    ['not-text', 'codeowners-unusable', 'is not valid UTF-8'],
    ['linked-file', 'codeowners-unusable', 'it is a symbolic link'],
    ['module-first', 'codeowners-unusable', 'CODEOWNERS cannot be used: it is a submodule'],
    ['nowhere', 'revision-unknown', 'there is no commit `nowhere`'],
  ])('%s: %s', (base, code, says) => {
    const plain = owners(['--base', base, 'a']);
    expect(plain).toMatchObject({ code: 1, stdout: '' });
    expect(plain.stderr).toContain(`error[${code}]: `);
    expect(plain.stderr).toContain(says);
    expect(plain.stderr).toContain('= help: ');
    const { stdout, ...rest } = owners(['--base', base, '--format', 'json', 'a']);
    expect(rest).toEqual({ code: 1, stderr: plain.stderr });
    const document = JSON.parse(stdout) as OwnersDocument;
    expect(validate(document)).toBe(true);
    expect(document).toMatchObject({ file: null, paths: [], skipped: [], failure: { code } });
  });

  test('outside of a repository', () => {
    const ran = runJitl(desk, ['owners', 'a']);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('error[not-a-repository]');
  });

  test('the output cannot be written', () => {
    const ran = owners(['a', '--output', join(desk, 'no/such')]);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('error[output-unwritable]');
  });
});

describe('--codeowners', () => {
  test('needs no repository, and says that none was looked at', () => {
    writeFileSync(join(desk, 'draft'), '/docs/ @draft\n');
    symlinkSync('draft', join(desk, 'link'));
    for (const name of ['draft', 'link']) {
      const ran = runJitl(desk, ['owners', 'docs/a', 'b', '--codeowners', name]);
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      expect(ran.stdout).toContain(
        `owned      docs/a\n           @draft\n           ${name}:1  /docs/ @draft`,
      );
      expect(ran.stdout).toContain(`= help: add a line for it to ${name}\n`);
      expect(ran.stdout).toContain('no repository was looked at');
    }
  });

  test('knows submodules and directories where there is a repository', () => {
    writeFileSync(join(desk, 'two'), '* @a\n/vendor/two/** @b\n');
    const args = ['vendor/two', 'docs', '--codeowners', join(desk, 'two')];
    expect(decisions(answers(args))).toEqual(['vendor/two: - ambiguous', 'docs: - ambiguous']);
  });

  test.each([
    ['is not there', 'absent', null, 'codeowners-missing'],
    ['is a directory', '.', null, 'codeowners-missing'],
    ['is too large', 'large', '#'.repeat(3_000_000), 'codeowners-unusable'],
    ['has a byte order mark', 'marked', '\ufeff* @x\n', 'codeowners-unusable'],
    ['is no UTF-8', 'bytes', Uint8Array.of(0x2a, 0xff), 'codeowners-unusable'],
  ])('1: the file %s', (_what, name, content, code) => {
    if (content !== null) writeFileSync(join(desk, name), content);
    const ran = owners(['a', '--codeowners', join(desk, name)]);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(`error[${code}]`);
  });

  test('does not excuse a repository or a base that was named and is not there', () => {
    writeFileSync(join(desk, 'some'), '* @x\n');
    const file = ['--codeowners', join(desk, 'some')];
    expect(owners(['a', ...file, '--base', 'nowhere']).code).toBe(1);
    expect(owners(['a', ...file, '--repo', desk]).code).toBe(1);
  });
});

describe('a submodule is matched as itself and as what is inside', () => {
  test('one line for both is one answer', () => {
    const [both] = answers(['vendor/both']).paths;
    expect(both).toMatchObject({ status: 'owned', owners: ['@all'], line: 7 });
    expect(both).not.toHaveProperty('submodule');
  });

  test('two lines are two answers, and none of them alone', () => {
    expect(answers(['vendor/two', 'split']).paths).toMatchObject([
      {
        path: 'vendor/two',
        status: 'ambiguous',
        owners: [],
        line: null,
        text: null,
        reason:
          'it is a submodule: as an entry line 1 decides, and for what is inside line 8 decides',
        submodule: {
          entry: { status: 'owned', owners: ['@all'], line: 1 },
          inside: { status: 'owned', owners: ['@inner'], line: 8 },
        },
      },
      // One line without owners covers both.
      { path: 'split', status: 'unowned', line: 10 },
    ]);
    expect(owners(['vendor/two']).stdout).toContain(
      '.github/CODEOWNERS:1  *              @all\n           .github/CODEOWNERS:8  /vendor/two/** @inner\n',
    );
  });
});

test('a symbolic link is matched by its own path', () => {
  expect(decisions(answers(['prod/link']))).toEqual(['prod/link: 4 owned']);
});

describe('how a path may be written', () => {
  test.each([
    ['./docs/intro.md', 'docs/intro.md'],
    ['docs//deep/./more.md', 'docs/deep/more.md'],
    ['prod/../docs/intro.md', 'docs/intro.md'],
    ['-', '-'],
    ['...', '...'],
    ['.github/.x', '.github/.x'],
    ['a\\b', 'a\\b'],
  ])('%s is %s', (typed, path) => {
    expect(answers(['--', typed]).paths[0]?.path).toBe(path);
  });

  test('absolute, if it lies in the repository', () => {
    const inside = join(repository.directory, 'docs/intro.md');
    expect(answers([inside]).paths[0]?.path).toBe('docs/intro.md');
    expect(answers(['--stdin'], `${inside}\n`).paths[0]?.path).toBe('docs/intro.md');
  });

  test('in a directory `./` and `../` count from there, and everything else from the top', () => {
    const inDocs = (...paths: readonly string[]): Ran =>
      runJitl(join(repository.directory, 'docs'), ['owners', '--format', 'json', ...paths]);
    const { stdout } = inDocs('./intro.md', '../secret.txt', 'prod/x', '../prod/../docs/a');
    expect(decisions(JSON.parse(stdout) as OwnersDocument)).toEqual([
      'docs/intro.md: 2 owned',
      'secret.txt: 5 unowned',
      'prod/x: 4 owned',
      'docs/a: 2 owned',
    ]);
    const { code, stderr } = inDocs('intro.md');
    expect(code).toBe(2);
    expect(stderr).toContain('type `./intro.md` for `docs/intro.md`');
  });

  test('a directory of the base has no answer of its own', () => {
    const { paths } = answers(['docs/deep', 'docs/intro.md', 'docs']);
    expect(paths.map(({ status }) => status)).toEqual(['ambiguous', 'owned', 'ambiguous']);
    expect(paths[0]?.reason).toContain('it is a directory at the base');
  });

  test.each([
    { what: 'nothing', args: [], says: 'no path is given' },
    { what: 'an empty path', args: [''], says: 'the path is empty' },
    { what: 'a slash behind', args: ['docs/'], says: '`docs/` is a directory' },
    { what: 'a dot', args: ['.'], says: '`.` is a directory' },
    { what: 'two dots behind', args: ['docs/..'], says: 'is a directory' },
    { what: 'a slash', args: ['/'], says: '`/` is a directory' },
    { what: 'a way out', args: ['../x'], says: 'leads out of the repository' },
    { what: 'a longer way out', args: ['docs/../../x'], says: 'leads out of the repository' },
    { what: 'another place', args: ['/etc/passwd'], says: 'is not inside the repository' },
    { what: 'a decoding error', args: ['caf\ufffd'], says: '--stdin -z' },
    { what: 'paths in two ways', args: ['--stdin', 'a'], says: 'both as arguments' },
    { what: '-z without a list', args: ['-z', 'a'], says: 'add `--stdin`' },
    { what: 'a format it does not have', args: ['--format', 'markdown', 'a'], says: 'markdown' },
    { what: 'an unknown option', args: ['--head', 'a', 'b'], says: '--head' },
  ])('2: $what', ({ args, says }) => {
    const ran = owners(args);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(says);
  });
});

describe('--stdin', () => {
  test('takes lines, with or without a last line break', () => {
    for (const end of ['', '\n'])
      expect(decisions(answers(['--stdin'], `prod/a b\nsecret.txt${end}`))).toEqual([
        'prod/a b: 4 owned',
        'secret.txt: 5 unowned',
      ]);
  });

  test('takes NUL with -z, and then any name', () => {
    const names = ['prod/line\nbreak', '"quoted"', 'prod/end\r', 'tab\t', '\u001b[31m'];
    const document = answers(['--stdin', '-z'], `${names.join('\0')}\0`);
    expect(document.paths.map(({ path }) => path)).toEqual(names);
    expect(document.paths.map(({ line }) => line)).toEqual([4, 1, 4, 1, 1]);
  });

  test('answers an empty list with no answers', () => {
    expect(answers(['--stdin']).paths).toEqual([]);
    expect(answers(['--stdin', '-z']).paths).toEqual([]);
  });

  test('does not guess who owns a name that is no UTF-8', () => {
    const input = Buffer.concat([Buffer.from('prod/\xff', 'latin1'), Buffer.from('\0prod/é\0')]);
    expect(answers(['--stdin', '-z'], input).paths).toMatchObject([
      { path: 'prod/\\xff', status: 'ambiguous', reason: /* no owner */ expect.any(String) },
      { path: 'prod/é', status: 'owned', line: 4 },
    ]);
  });

  test.each([
    { what: 'an empty line', args: [], input: 'a\n\nb\n', says: 'number 2 on standard input' },
    { what: 'a directory', args: [], input: 'a\nb/\n', says: '`b/` (number 2 on standard input)' },
    { what: 'a name that git has quoted', args: [], input: '"caf\\303\\251"\n', says: '-z' },
    { what: 'CRLF', args: [], input: 'a\r\nb\r\n', says: 'carriage return' },
    { what: 'NUL without -z', args: [], input: 'a\0b\0', says: 'add `-z`' },
    { what: 'lines with -z', args: ['-z'], input: 'a\nb\n', says: 'no NUL' },
    { what: 'a byte order mark', args: [], input: '\ufeffa\n', says: 'byte order mark' },
    { what: 'an empty entry', args: ['-z'], input: 'a\0\0', says: 'the path (number 2' },
  ])('2: $what', ({ args, input, says }) => {
    const ran = owners(['--stdin', ...args], input);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(says);
  });
});

describe('the terminal', () => {
  test('shows owners and the line that decides, then what has no effect', () => {
    const { code, stdout } = owners(['docs/intro.md', 'secret.txt']);
    expect(code).toBe(0);
    const tip = repository.git('rev-parse', 'main').slice(0, 12);
    expect(stdout).toBe(`owned      docs/intro.md
           @docs @Acme/Writers dana@example.com
           .github/CODEOWNERS:2  /docs/*        @docs @Acme/Writers dana@example.com
unowned    secret.txt
           line 5 names no owner, so nobody has authority
           .github/CODEOWNERS:5  /secret.txt
           = help: name an owner in line 5 of .github/CODEOWNERS on the base
             branch, or add a line for it further down

1 line without effect on GitHub
  .github/CODEOWNERS:3  !nothing       @nobody
    GitHub does not allow negation with \`!\`

2 paths, 1 owned, 1 unowned; by .github/CODEOWNERS, with refs/heads/main
  (${tip}) as the base
`);
  });

  test('says why and what to do for what nobody owns', () => {
    const { stdout } = owners(['--base', 'empty', 'a.txt']);
    expect(stdout).toContain('unmatched  a.txt\n           no line of .github/CODEOWNERS matches');
    expect(stdout).toContain(
      '= help: add a line for it to .github/CODEOWNERS on the base branch\n',
    );
    expect(owners(['c#-guide.md']).stdout).toContain('= help: give line 6 of .github/CODEOWNERS');
  });

  test('obeys nothing that a name, a rule or a file name says', () => {
    const hostile = '\u001b]0;x\u0007\u202e::error::\n##[group]x';
    writeFileSync(
      join(desk, 'hostile'),
      '/a\u202e @x\u200b\n* @y # ##[group] \u2066\n[\u202e] @z\n',
    );
    const file = join(desk, 'hostile');
    for (const format of ['terminal', 'json']) {
      const args = ['--stdin', '-z', '--codeowners', file, '--format', format];
      const ran = owners(args, `${hostile}\0a\u202e\0::stop-commands::x\0`);
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      expect(ran.stdout).not.toMatch(/[\u001b\u0007\u202e\u2066\u200b]|##\[|^\s*::/m);
    }
    const { code, stderr } = owners([`../${hostile}`]);
    expect(code).toBe(2);
    expect(stderr).not.toMatch(/[\u001b\u0007\u202e]|##\[|^\s*::/m);
  });

  test('has colour only where it is wanted', () => {
    const plain = owners(['secret.txt']).stdout;
    const coloured = owners(['secret.txt', '--color', 'always']).stdout;
    expect(coloured).toContain('\u001b[');
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain);
  });

  test('goes whole into a file, and standard output stays empty', () => {
    const path = join(desk, 'owners.json');
    const ran = owners(['secret.txt', '--format', 'json', '--output', path]);
    expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(path, 'utf8')).toBe(owners(['secret.txt', '--format', 'json']).stdout);
  });
});

test('a list of a hundred thousand paths is answered whole', () => {
  const paths = Array.from({ length: 100_000 }, (_, index) => `prod/d${index % 100}/f${index}.ts`);
  const { paths: found } = answers(['--stdin'], `${paths.join('\n')}\n`);
  expect(found.map(({ path }) => path)).toEqual(paths);
  expect(new Set(found.map(({ line }) => line))).toEqual(new Set([4]));
});
