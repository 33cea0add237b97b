import { fullName } from '../sim.ts';
import type { SimRepository, World } from '../world.ts';
import { nodeId, userOf } from './account.ts';

/** Links that are `<url>/<what>`, by the name of their field. */
const plain = [
  'contributors',
  'deployments',
  'downloads',
  'events',
  'forks',
  'languages',
  'merges',
  'stargazers',
  'subscribers',
  'subscription',
  'tags',
  'teams',
  'hooks',
] as const;

const templates: Readonly<Record<string, string>> = {
  archive_url: '{archive_format}{/ref}',
  assignees_url: 'assignees{/user}',
  blobs_url: 'git/blobs{/sha}',
  branches_url: 'branches{/branch}',
  collaborators_url: 'collaborators{/collaborator}',
  comments_url: 'comments{/number}',
  commits_url: 'commits{/sha}',
  compare_url: 'compare/{base}...{head}',
  contents_url: 'contents/{+path}',
  git_commits_url: 'git/commits{/sha}',
  git_refs_url: 'git/refs{/sha}',
  git_tags_url: 'git/tags{/sha}',
  issue_comment_url: 'issues/comments{/number}',
  issue_events_url: 'issues/events{/number}',
  issues_url: 'issues{/number}',
  keys_url: 'keys{/key_id}',
  labels_url: 'labels{/name}',
  milestones_url: 'milestones{/number}',
  notifications_url: 'notifications{?since,all,participating}',
  pulls_url: 'pulls{/number}',
  releases_url: 'releases{/id}',
  statuses_url: 'statuses/{sha}',
  trees_url: 'git/trees{/sha}',
};

export function repositoryUrl(world: World, repository: SimRepository): string {
  return `${world.url}/repos/${fullName(repository)}`;
}

export function ownerOf(world: World, repository: SimRepository) {
  const found = [...world.accounts.values()].find((one) => one.login === repository.owner);
  if (found === undefined) throw new Error(`${repository.owner} has no account`);
  return userOf(world, found);
}

/** `repository`, which has all that the smaller shapes have. */
export function repositoryShape(world: World, repository: SimRepository) {
  const url = repositoryUrl(world, repository);
  const html = `${world.url}/${fullName(repository)}`;
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    license: null,
    owner: ownerOf(world, repository),
    private: repository.visibility === 'private',
    visibility: repository.visibility,
    html_url: html,
    description: null,
    fork: repository.parent !== null,
    url,
    ...Object.fromEntries(plain.map((name) => [`${name}_url`, `${url}/${name}`])),
    ...Object.fromEntries(Object.entries(templates).map(([key, end]) => [key, `${url}/${end}`])),
    git_url: `git://localhost/${fullName(repository)}.git`,
    ssh_url: `git@localhost:${fullName(repository)}.git`,
    clone_url: `${world.url}/git/${fullName(repository)}.git`,
    mirror_url: null,
    svn_url: html,
    homepage: null,
    language: null,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    size: 1,
    default_branch: repository.defaultBranch,
    open_issues: 0,
    open_issues_count: 0,
    topics: [],
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: false,
    has_discussions: false,
    archived: false,
    disabled: false,
    is_template: false,
    allow_forking: true,
    web_commit_signoff_required: false,
    pushed_at: '2026-01-01T00:00:00Z',
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
  };
}

/** `full-repository`: what a look at the repository itself gives besides. */
export function fullRepository(world: World, repository: SimRepository) {
  const parent = repository.parent === null ? null : world.repositories.get(repository.parent);
  const methods = repository.mergeMethods;
  return {
    ...repositoryShape(world, repository),
    subscribers_count: 0,
    network_count: 0,
    allow_merge_commit: methods.merge,
    allow_squash_merge: methods.squash,
    allow_rebase_merge: methods.rebase,
    allow_auto_merge: false,
    delete_branch_on_merge: false,
    ...(parent === null || parent === undefined
      ? {}
      : { parent: repositoryShape(world, parent), source: repositoryShape(world, parent) }),
  };
}
