import type { FileFacts } from '../changed-files.ts';
import type { CommitFacts } from '../commits.ts';
import { fullName } from '../sim.ts';
import type { SimRepository, World } from '../world.ts';
import { accountByEmail, nodeId, userOf } from './account.ts';
import { repositoryUrl } from './repository.ts';

const unsigned = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
};

function common(world: World, repository: SimRepository, commit: CommitFacts) {
  const api = repositoryUrl(world, repository);
  const html = `${world.url}/${fullName(repository)}`;
  return {
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    verification: unsigned,
    links: {
      node_id: nodeId('C', Number.parseInt(commit.oid.slice(0, 8), 16)),
      html_url: `${html}/commit/${commit.oid}`,
      parents: commit.parents.map((sha) => ({
        sha,
        url: `${api}/commits/${sha}`,
        html_url: `${html}/commit/${sha}`,
      })),
    },
  };
}

/** `commit`: with the accounts that the addresses belong to, null where to none. */
export function commitShape(world: World, repository: SimRepository, commit: CommitFacts) {
  const { links, ...inner } = common(world, repository, commit);
  const api = repositoryUrl(world, repository);
  const author = accountByEmail(world, commit.author.email);
  const committer = accountByEmail(world, commit.committer.email);
  return {
    url: `${api}/commits/${commit.oid}`,
    sha: commit.oid,
    ...links,
    comments_url: `${api}/commits/${commit.oid}/comments`,
    commit: { ...inner, url: `${api}/git/commits/${commit.oid}`, comment_count: 0 },
    author: author === null ? null : userOf(world, author),
    committer: committer === null ? null : userOf(world, committer),
  };
}

/** `git-commit`: the object alone. */
export function gitCommitShape(world: World, repository: SimRepository, commit: CommitFacts) {
  const { links, ...inner } = common(world, repository, commit);
  const url = `${repositoryUrl(world, repository)}/git/commits/${commit.oid}`;
  return { sha: commit.oid, url, ...links, ...inner };
}

/** `diff-entry`. */
export function fileShape(
  world: World,
  repository: SimRepository,
  commit: string,
  file: FileFacts,
) {
  const html = `${world.url}/${fullName(repository)}`;
  const path = encodeURIComponent(file.path);
  return {
    sha: file.blob,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${commit}/${path}`,
    raw_url: `${html}/raw/${commit}/${path}`,
    contents_url: `${repositoryUrl(world, repository)}/contents/${path}?ref=${commit}`,
    ...(file.previous === null ? {} : { previous_filename: file.previous }),
  };
}
