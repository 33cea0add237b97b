import { sortedBy, sortedUnique } from '../order.ts';
import {
  compileOwners,
  ownersOf,
  ownersOfSubmodule,
  type OwnershipAnswer,
} from '../ownership/codeowners-match.ts';
import type { Codeowners } from '../ownership/codeowners-model.ts';
import type { Authority } from './requirement.ts';

/** The CODEOWNERS file of the base, or null where there is none. */
export interface OwnershipBasis {
  readonly path: string;
  readonly codeowners: Codeowners;
}

/** A path whose identities, access or control plane differ. */
export interface GatedPath {
  readonly path: string;
  readonly submodule: boolean;
}

export interface OwnedPaths {
  readonly id: string;
  readonly authority: Authority;
  readonly paths: readonly string[];
}

/** One entry per deciding line: each must be satisfied, as GitHub does for its own check. */
export function ownerLines(
  ownership: OwnershipBasis | null,
  gated: readonly GatedPath[],
): readonly OwnedPaths[] {
  const paths = sortedBy(gated, (entry) => entry.path);
  if (ownership === null)
    return [
      {
        id: '',
        authority: {
          kind: 'nobody',
          why: 'the base has no CODEOWNERS file, so nobody has authority over these paths',
          remedy: 'add `.github/CODEOWNERS` to the base branch, with a line for these paths',
        },
        paths: paths.map((entry) => entry.path),
      },
    ];
  if (ownership.codeowners.unusable !== null)
    return [
      {
        id: '',
        authority: {
          kind: 'nobody',
          why: `${ownership.path} cannot be used: ${ownership.codeowners.unusable}`,
          remedy: `repair ${ownership.path} on the base branch`,
        },
        paths: paths.map((entry) => entry.path),
      },
    ];
  const matcher = compileOwners(ownership.codeowners.rules);
  const groups = new Map<string, { authority: Authority; paths: string[] }>();
  for (const { path, submodule } of paths) {
    const answers = submodule ? ownersOfSubmodule(matcher, path) : [ownersOf(matcher, path)];
    for (const answer of answers) {
      const { key, authority } = describeAnswer(answer, ownership.path);
      const known = groups.get(key);
      if (known === undefined) groups.set(key, { authority, paths: [path] });
      else known.paths.push(path);
    }
  }
  return [...groups].map(([key, group]) => ({
    id: groups.size === 1 ? '' : key,
    authority: group.authority,
    paths: sortedUnique(group.paths),
  }));
}

function describeAnswer(
  answer: OwnershipAnswer,
  file: string,
): { readonly key: string; readonly authority: Authority } {
  if (answer.status === 'owned')
    return {
      key: `line-${answer.rule.line}`,
      authority: {
        kind: 'code-owners',
        file,
        line: answer.rule.line,
        text: answer.rule.text,
        owners: sortedUnique(answer.rule.owners.map((owner) => owner.text)),
      },
    };
  if (answer.status === 'unmatched')
    return {
      key: 'unmatched',
      authority: {
        kind: 'nobody',
        why: `no line of ${file} matches, so nobody has authority`,
        remedy: `add a line for it to ${file} on the base branch`,
      },
    };
  const line = answer.rule.line;
  return {
    key: `${answer.status}-${line}`,
    authority: {
      kind: 'nobody',
      why:
        answer.status === 'unowned'
          ? `line ${line} of ${file} leaves it without an owner, so nobody has authority`
          : `line ${line} of ${file} can be read in two ways: ${answer.reason}`,
      remedy: `name an owner in line ${line} of ${file} on the base branch`,
    },
  };
}
