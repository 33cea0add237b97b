import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { TestRepository } from '../../support/git-repository.ts';
import { readCommits, type CommitStory } from './commit-story.ts';
import { generateContent } from './generated-content.ts';

/** A commit of the change as it was made. */
export interface ToldCommit {
  readonly oid: string;
  readonly story: CommitStory | null;
}

/** What became of a story in a repository. */
export interface ToldStory {
  /** Where the base stood when the change was made. */
  readonly base: string;
  readonly head: string;
  /** As the story tells them, those of the side branch among them. */
  readonly commits: readonly ToldCommit[];
  /** The same before the branch was rebased. */
  readonly commitsBefore: readonly ToldCommit[];
  readonly headBefore: string;
}

/** Sections of a story that this file reads: `base/…`, `head/…`, `head@1/…`, `moved-base/…`. */
export function isContentSection(name: string): boolean {
  return /^(?:base|head|head@\d|moved-base)\/./.test(name) || /^head@\d\.delete$/.test(name);
}

/**
 * Builds the base, then the change commit by commit on a branch. The files of `head/` come with the
 * last commit, those of `head@1/` with the first one, and so on. A commit of the branch `side` starts
 * at the base, and one that merges it brings it in as its second parent.
 */
export function tellStory(
  repository: TestRepository,
  files: ReadonlyMap<string, string>,
): ToldStory {
  writeSide(repository, files, 'base');
  const base = repository.commit('Start');
  repository.branch('change');
  const stories = readCommits(files.get('commits') ?? null);
  const commits = stories.map((story, index) => {
    goTo(repository, story, base);
    writeSide(repository, files, `head@${index + 1}`);
    removeAll(repository, files.get(`head@${index + 1}.delete`));
    if (index === stories.length - 1) {
      writeSide(repository, files, 'head');
      removeAll(repository, files.get('head.delete'));
    }
    const author = `${story.authorName} <${story.email}>`;
    const oid = repository.commit(story.message, { author });
    if (story.branch === 'side') repository.checkout('change');
    return { oid, story };
  });
  const headBefore = repository.git('rev-parse', 'change');
  moveBase(repository, files);
  const head = repository.git('rev-parse', 'change');
  return {
    base,
    head,
    headBefore,
    commitsBefore: commits,
    commits: head === headBefore ? commits : rebased(repository, commits),
  };
}

function goTo(repository: TestRepository, story: CommitStory, base: string): void {
  if (story.merges !== null) repository.git('merge', '-q', '--no-ff', '--no-commit', story.merges);
  if (story.branch !== 'side') return;
  const known = repository.git('branch', '--list', 'side') !== '';
  if (known) repository.checkout('side');
  else repository.git('checkout', '-q', '-b', 'side', base);
}

function moveBase(repository: TestRepository, files: ReadonlyMap<string, string>): void {
  if (![...files.keys()].some((name) => name.startsWith('moved-base'))) return;
  repository.checkout('main');
  writeSide(repository, files, 'moved-base');
  removeAll(repository, files.get('moved-base.delete'));
  repository.commit('The base moves on');
  repository.checkout('change');
  if (files.has('rebased')) repository.git('rebase', '-q', 'main');
}

function rebased(
  repository: TestRepository,
  commits: readonly ToldCommit[],
): readonly ToldCommit[] {
  const count = `-${commits.length}`;
  const oids = repository.git('rev-list', '--reverse', '--first-parent', count, 'change');
  return oids.split('\n').map((oid, index) => ({ oid, story: commits[index]?.story ?? null }));
}

function writeSide(
  repository: TestRepository,
  files: ReadonlyMap<string, string>,
  side: string,
): void {
  for (const [name, content] of files)
    if (name.startsWith(`${side}/`)) repository.write(name.slice(side.length + 1), content);
  for (const [name, content] of generateContent(files.get('generate') ?? '{}')) {
    if (!name.startsWith(`${side}/`)) continue;
    const path = name.slice(side.length + 1);
    if (content.kind === 'bytes')
      repository.write(path, content.bytes, { executable: content.executable });
    else if (content.kind === 'link') {
      repository.git('rm', '-q', '--cached', '--ignore-unmatch', '--', path);
      removeIfThere(repository, path);
      repository.link(path, content.target);
    } else {
      removeIfThere(repository, path);
      mkdirSync(join(repository.directory, path), { recursive: true });
      repository.git('update-index', '--add', '--cacheinfo', `160000,${content.commit},${path}`);
    }
  }
}

function removeIfThere(repository: TestRepository, path: string): void {
  const full = join(repository.directory, path);
  if (existsSync(full)) rmSync(full, { recursive: true });
}

function removeAll(repository: TestRepository, list: string | undefined): void {
  for (const path of (list ?? '').split('\n')) if (path !== '') repository.remove(path);
}
