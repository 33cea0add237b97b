import { codeownersPaths } from '../core/control-plane.ts';
import { parseCodeowners } from '../core/ownership/codeowners-parse.ts';
import { answerPaths, type AskedPath, type OwnersReport } from '../core/ownership/owners-report.ts';
import { JitlError } from '../errors.ts';
import type { Repository, RevisionTree } from '../ports.ts';
import { notRegular } from './control-plane.ts';
import { CODEOWNERS_LIMIT } from './limits.ts';
import { repositoryPath, type Standpoint, type TypedPath } from './owner-paths.ts';

export interface CodeownersFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface OwnersRequest {
  /** Null: only `file` is asked, and every path counts as a file. */
  readonly at: { readonly repository: Repository; readonly base: RevisionTree } | null;
  /** Rules to read instead of those of the base. */
  readonly file: CodeownersFile | null;
  readonly typed: readonly TypedPath[];
  readonly standpoint: Standpoint;
}

/** Who owns each path by CODEOWNERS of the base. Throws where the rules cannot be used. */
export async function owners(request: OwnersRequest): Promise<OwnersReport> {
  const { at, typed, standpoint } = request;
  const paths = typed.map((one) => repositoryPath(one, standpoint));
  const file = request.file ?? (await readCodeowners(request));
  const codeowners = parseCodeowners(file.bytes);
  if (codeowners.unusable !== null) throw unusable(file.path, codeowners.unusable);
  const kinds = at === null ? noKinds : await kindsAt(at, [...paths, ...misreadings(request)]);
  refuseMisread(request, paths, kinds);
  const asked = paths.map((path, index): AskedPath => {
    const decodable = typed[index]?.decodable ?? false;
    return { path, decodable, kind: kinds.get(path) ?? 'file' };
  });
  return {
    base: at === null ? null : { name: at.base.name, commit: at.base.commit },
    file: file.path,
    paths: answerPaths({ path: file.path, onBase: request.file === null }, codeowners, asked),
    skipped: codeowners.skipped,
  };
}

type Kinds = ReadonlyMap<string, AskedPath['kind']>;

const noKinds: Kinds = new Map();

/** The first file that GitHub would find. Later ones are not looked at, whatever the first holds. */
async function readCodeowners({ at }: OwnersRequest): Promise<CodeownersFile> {
  if (at === null) throw missing('there is no repository to read CODEOWNERS from');
  const { repository, base } = at;
  const entries = await repository.listTree(base.tree, codeownersPaths);
  const first = codeownersPaths
    .map((path) => entries.find((entry) => entry.path === path))
    .find((entry) => entry !== undefined);
  if (first === undefined)
    throw missing(
      `\`${base.name}\` has no CODEOWNERS file: nothing is in ${codeownersPaths.join(', ')}`,
    );
  if (!first.mode.startsWith('100')) throw unusable(first.path, notRegular(first.mode));
  const blob = (await repository.readBlobs([first.oid], CODEOWNERS_LIMIT)).get(first.oid);
  if (blob?.kind !== 'bytes')
    throw unusable(first.path, 'the file is not under 3 MB: GitHub ignores it');
  return { path: first.path, bytes: blob.bytes };
}

/** What the base has under the names. A path that it does not have may be one that is to come. */
async function kindsAt(
  at: NonNullable<OwnersRequest['at']>,
  paths: readonly string[],
): Promise<Kinds> {
  const asked = new Set(paths);
  const kinds = new Map<string, AskedPath['kind']>();
  let parent = '';
  for (const { path, mode } of await at.repository.listTree(at.base.tree, [...asked])) {
    if (asked.has(path)) kinds.set(path, mode === '160000' ? 'submodule' : 'file');
    // Entries are sorted: the next one is mostly in the same directory.
    const directory = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    if (directory === parent) continue;
    parent = directory;
    for (let above = directory; above !== ''; above = above.slice(0, above.lastIndexOf('/'))) {
      if (asked.has(above)) kinds.set(above, 'directory');
      if (!above.includes('/')) break;
    }
  }
  return kinds;
}

/** What arguments would mean if they counted from the current directory. */
function misreadings({ typed, standpoint }: OwnersRequest): readonly string[] {
  if (standpoint.below === '') return [];
  return typed.flatMap(({ text, position }) =>
    position === null ? [standpoint.below + text] : [],
  );
}

/** In `src`, somebody who types `a.ts` may mean `src/a.ts`; git itself knows both habits. */
function refuseMisread(request: OwnersRequest, paths: readonly string[], kinds: Kinds): void {
  const { below } = request.standpoint;
  if (below === '') return;
  for (const [index, { text, position }] of request.typed.entries()) {
    if (position !== null || kinds.has(paths[index] ?? '')) continue;
    if (!kinds.has(below + text)) continue;
    throw new JitlError('usage', `there is no \`${text}\` at the top of the repository`, {
      help: `type \`./${text}\` for \`${below + text}\``,
    });
  }
}

function missing(message: string): JitlError {
  return new JitlError('codeowners-missing', message, {
    help: 'add `.github/CODEOWNERS` to the base branch, name another base with `--base REV`, or a file with `--codeowners FILE`',
  });
}

function unusable(path: string, reason: string): JitlError {
  return new JitlError('codeowners-unusable', `${path} cannot be used: ${reason}`, {
    help: `replace it with a plain UTF-8 file under 3 MB; until then nobody has authority`,
  });
}
