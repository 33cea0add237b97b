import {
  failure,
  notFound,
  ok,
  onRepository,
  type Answer,
  type RepositoryCall,
} from '../answer.ts';
import { readCommit } from '../commits.ts';
import { git } from '../git.ts';
import { repositoryUrl } from '../shapes/repository.ts';
import { fullName } from '../sim.ts';
import { listTree, type TreeEntry } from '../tree-files.ts';

const mostInJson = 1_000_000;

export const contentRoutes = [
  onRepository('GET', '/contents/:path*', [['contents', 'read']], contents),
];

/** A file, or what is in a folder. Links and submodules are named as what they are. */
function contents(call: RepositoryCall): Answer {
  const ref = call.query.get('ref') ?? call.repository.defaultBranch;
  const commit = readCommit(call.repository, ref);
  const path = (call.params['path'] ?? '').replace(/\/$/, '');
  if (commit === null) return failure(404, `No commit found for the ref ${ref}`);
  const [entry] = listTree(call.repository, commit.oid, path);
  if (entry === undefined) return notFound();
  if (entry.type === 'tree') {
    const inside = listTree(call.repository, commit.oid, `${path}/`);
    return ok(inside.map((one) => ({ ...common(call, ref, one), type: typeOf(one), size: 0 })));
  }
  const bytes = git(call.repository.directory, ['cat-file', '-s', entry.oid], { answers: [128] });
  const size = Number(bytes.output) || 0;
  if (entry.type === 'commit')
    return ok({ ...common(call, ref, entry), type: 'submodule', size: 0, submodule_git_url: '' });
  if (entry.mode === '120000') {
    const target = git(call.repository.directory, ['cat-file', 'blob', entry.oid]).output;
    return ok({ ...common(call, ref, entry), type: 'symlink', size, target });
  }
  const inline = size <= mostInJson;
  const content = inline ? base64(call.repository.directory, entry.oid) : '';
  const encoding = inline ? 'base64' : 'none';
  return ok({ ...common(call, ref, entry), type: 'file', size, content, encoding });
}

function typeOf({ type }: TreeEntry): string {
  if (type === 'tree') return 'dir';
  return type === 'commit' ? 'submodule' : 'file';
}

function common(call: RepositoryCall, ref: string, entry: TreeEntry) {
  const api = repositoryUrl(call.sim.world, call.repository);
  const html = `${call.sim.world.url}/${fullName(call.repository)}`;
  const place = entry.path.split('/').map(encodeURIComponent).join('/');
  const links = {
    self: `${api}/contents/${place}?ref=${encodeURIComponent(ref)}`,
    git: `${api}/git/blobs/${entry.oid}`,
    html: `${html}/blob/${encodeURIComponent(ref)}/${place}`,
  };
  return {
    name: entry.path.split('/').at(-1) ?? '',
    path: entry.path,
    sha: entry.oid,
    url: links.self,
    git_url: links.git,
    html_url: links.html,
    download_url: `${html}/raw/${encodeURIComponent(ref)}/${place}`,
    _links: links,
  };
}

/** In lines of 60, as GitHub breaks it. */
function base64(directory: string, oid: string): string {
  const text = git(directory, ['cat-file', 'blob', oid], { encoding: 'base64' }).output;
  return (text.match(/.{1,60}/g) ?? []).map((line) => `${line}\n`).join('');
}
