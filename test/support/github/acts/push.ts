import { commitChain, commitFiles, type FileChange, type Identity } from '../commit-files.ts';
import { emitPush } from '../events/push.ts';
import { emitPullRequest } from '../events/pull-request.ts';
import { copyRef, isAncestor, readRef, tip, writeRef } from '../git.ts';
import { refuseDirectPush } from '../rules.ts';
import { ownPatch, restamp } from '../restamp.ts';
import {
  accountNamed,
  fullName,
  newId,
  person,
  repositoryNamed,
  tick,
  type Actor,
  type Sim,
} from '../sim.ts';
import type { SimActivity, SimPullRequest, SimRepository } from '../world.ts';
import { dismissStale } from './reviews.ts';
import { gitIdentity } from './identity.ts';

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
  const start = options.from ?? options.branch;
  const from =
    readRef(repository.directory, `refs/heads/${start}`) ??
    (options.from === undefined ? tip(repository, repository.defaultBranch) : options.from);
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
  });
  return commit;
}

export interface Move {
  readonly repository: SimRepository;
  readonly branch: string;
  readonly commit: string | null;
  readonly actor: Actor;
  readonly force?: boolean;
  readonly type?: SimActivity['type'];
}

/** A branch goes somewhere else: the log of pushes, the event, and all open heads that follow it. */
export function moveBranch(sim: Sim, move: Move): void {
  const { repository, branch, commit } = move;
  const ref = `refs/heads/${branch}`;
  const before = readRef(repository.directory, ref);
  if (before === commit) return;
  const rewound =
    before !== null && commit !== null && !isAncestor(repository.directory, before, commit);
  if (rewound && move.force !== true)
    throw new Error(`${branch} would lose commits: push it with \`force\``);
  writeRef(repository.directory, ref, commit);
  const at = tick(sim.world);
  repository.activity.push({
    id: newId(sim.world),
    before: before ?? '0'.repeat(40),
    after: commit ?? '0'.repeat(40),
    ref,
    at,
    type: move.type ?? typeOf(before, commit, rewound),
    actor: move.actor.account,
  });
  emitPush(sim, { repository, ref, before, after: commit, forced: rewound, actor: move.actor });
  if (commit !== null) followHeads(sim, move, { commit, at, rewound });
}

function typeOf(
  before: string | null,
  after: string | null,
  rewound: boolean,
): SimActivity['type'] {
  if (before === null) return 'branch_creation';
  if (after === null) return 'branch_deletion';
  return rewound ? 'force_push' : 'push';
}

interface Followed {
  readonly commit: string;
  readonly at: string;
  readonly rewound: boolean;
}

function followHeads(sim: Sim, move: Move, followed: Followed): void {
  const name = fullName(move.repository);
  for (const base of sim.world.repositories.values())
    for (const pull of base.pullRequests.values())
      if (pull.state === 'open' && pull.headRepository === name && pull.headBranch === move.branch)
        followHead(sim, base, pull, { move, followed });
}

function followHead(
  sim: Sim,
  base: SimRepository,
  pull: SimPullRequest,
  { move, followed }: { readonly move: Move; readonly followed: Followed },
): void {
  const before = pull.headCommit;
  takeHead(base, pull.number, move.repository, move.branch);
  pull.headCommit = followed.commit;
  pull.updatedAt = followed.at;
  if (followed.rewound)
    pull.events.push({
      kind: 'HeadRefForcePushedEvent',
      actor: move.actor.account,
      at: followed.at,
      before,
      after: followed.commit,
    });
  const tipOfBase = tip(base, pull.baseBranch) ?? followed.commit;
  const same = ownPatch(base, tipOfBase, before) === ownPatch(base, tipOfBase, followed.commit);
  if (same) restamp(pull, before, followed.commit);
  emitPullRequest(sim, base, pull, {
    action: 'synchronize',
    actor: move.actor,
    more: { before, after: followed.commit },
  });
  if (!same) dismissStale(sim, base, pull, move.actor);
}

/** Objects of a fork come into the base's repository, as on GitHub. */
export function takeHead(
  base: SimRepository,
  number: number,
  head: SimRepository,
  branch: string,
): void {
  const ref = `refs/pull/${number}/head`;
  if (head === base) writeRef(base.directory, ref, tip(base, branch));
  else copyRef(base.directory, head.directory, `refs/heads/${branch}`, ref);
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
  moveBranch(sim, { repository, branch: options.branch, commit, actor });
  return commit;
}
