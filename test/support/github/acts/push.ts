import { commitChain, commitFiles, type FileChange, type Identity } from '../commit-files.ts';
import { carry, holds, readRef, tip } from '../git.ts';
import { refuseDirectPush } from '../rules.ts';
import { accountNamed, person, repositoryNamed, type Actor, type Sim } from '../sim.ts';
import type { SimRepository } from '../world.ts';
import { gitIdentity } from './identity.ts';
import { moveBranch } from './move-branch.ts';

export interface PushOptions {
  readonly repository?: string;
  readonly branch: string;
  readonly as: string;
  /** What a new commit changes. Left out: `from` itself is pushed and nothing is made. */
  readonly files?: Readonly<Record<string, FileChange>>;
  /** A branch or a commit that it starts from; else the branch itself, else the default branch. */
  readonly from?: string;
  readonly message?: string;
  readonly author?: Identity;
  readonly committer?: Identity;
  /** ISO 8601 of the commit, which its maker chooses freely. */
  readonly date?: string;
  readonly force?: boolean;
  /** Instead of `from`: all parents, the first with the tree that is changed. */
  readonly parents?: readonly string[];
  /** Where a token pushes, the App or Actions does. */
  readonly token?: string;
}

/** Gives the commit that the branch is at then. Throws where a rule of the branch forbids it. */
export function push(sim: Sim, options: PushOptions): string {
  const { world } = sim;
  const repository = repositoryNamed(world, options.repository);
  const token = options.token === undefined ? null : (world.tokens.get(options.token) ?? null);
  const actor: Actor = { ...person(world, options.as), token };
  const before = tip(repository, options.branch);
  const start = options.from ?? options.branch;
  const from =
    readRef(repository.directory, `refs/heads/${start}`) ??
    (options.from === undefined
      ? tip(repository, repository.defaultBranch)
      : fromElsewhere(sim, repository, options.from));
  const parents = options.parents ?? (from === null ? [] : [from]);
  const author = options.author ?? gitIdentity(accountNamed(world, options.as));
  const commit =
    options.files === undefined && options.parents === undefined
      ? (from ?? '')
      : commitFiles({
          directory: repository.directory,
          files: options.files ?? {},
          parents,
          message: options.message ?? `Change ${Object.keys(options.files ?? {}).join(', ')}`,
          author,
          committer: options.committer ?? author,
          date: Math.floor(
            (options.date === undefined ? world.now : Date.parse(options.date)) / 1000,
          ),
        });
  refuseDirectPush(sim, repository, { branch: options.branch, commit, actor });
  moveBranch(sim, {
    repository,
    branch: options.branch,
    commit,
    actor,
    force: options.force ?? false,
    onTop: options.files !== undefined && parents.includes(before ?? ''),
  });
  return commit;
}

/** Who pushes has the objects: those of another repository come with it. */
function fromElsewhere(sim: Sim, repository: SimRepository, commit: string): string {
  if (holds(repository.directory, commit)) return commit;
  const all = [...sim.world.repositories.values()];
  const source = all.find((one) => holds(one.directory, commit));
  if (source === undefined) throw new Error(`there is no commit ${commit}`);
  carry(source.directory, repository.directory, commit);
  return commit;
}

export interface PushManyOptions {
  readonly repository?: string;
  readonly branch: string;
  readonly as: string;
  readonly count: number;
}

/** One push of many commits, to come upon the limits of lists. */
export function pushMany(sim: Sim, options: PushManyOptions): string {
  const { world } = sim;
  const repository = repositoryNamed(world, options.repository);
  const actor = person(world, options.as);
  const author = gitIdentity(accountNamed(world, options.as));
  const start = tip(repository, options.branch) ?? tip(repository, repository.defaultBranch);
  const commit = commitChain(
    {
      directory: repository.directory,
      parents: start === null ? [] : [start],
      message: 'One of many',
      author,
      committer: author,
      date: Math.floor(world.now / 1000),
      path: 'many.txt',
    },
    options.count,
  );
  refuseDirectPush(sim, repository, { branch: options.branch, commit, actor });
  moveBranch(sim, { repository, branch: options.branch, commit, actor, onTop: start !== null });
  return commit;
}

/** A branch goes away; pull requests from it stay open as they are. */
export function deleteBranch(sim: Sim, which: Omit<PushManyOptions, 'count'>): void {
  const repository = repositoryNamed(sim.world, which.repository);
  const actor = person(sim.world, which.as);
  moveBranch(sim, { repository, branch: which.branch, commit: null, actor });
}
