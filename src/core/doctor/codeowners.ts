import { codeownersPaths, jitlDirectory } from '../control-plane.ts';
import { gatePath, signalPath } from '../init/workflows.ts';
import { OWNER_TO_FILL_IN } from '../init/starting-files.ts';
import { compileOwners, ownersOf } from '../ownership/codeowners-match.ts';
import type { Codeowners } from '../ownership/codeowners-model.ts';
import { parseCodeowners } from '../ownership/codeowners-parse.ts';
import { checked, whenRead, type Checked, type Found } from './finding.ts';
import type { Asked, SettingsReading } from './settings.ts';
import type { Subject } from './subject.ts';

type File = SettingsReading['codeowners'] extends Asked<infer Value> ? NonNullable<Value> : never;

/** How many lines are shown before the rest is counted. */
const SHOWN = 20;
/** GitHub's limit, as in `../ownership/codeowners-parse.ts`; bytes. */
const SIZE_LIMIT = 3_000_000;

/** Who decides: the file as GitHub reads it, and as jitl does. */
export function checkCodeowners({ reading }: Subject): Checked {
  const about = { check: 'codeowners', what: 'CODEOWNERS', essential: true } as const;
  return whenRead(reading.codeowners, about, (file) =>
    checked(
      'codeowners',
      file === null ? [missing()] : problems(file),
      `${file?.path ?? 'CODEOWNERS'} has no error, and owns what controls the gate`,
    ),
  );
}

function missing(): Found {
  return {
    id: 'codeowners-missing',
    message: 'there is no CODEOWNERS on the branch, so nobody has authority',
    where: codeownersPaths[0],
    fix: 'let `jitl init` write it, and fill in who owns what',
    command: 'jitl init',
  };
}

function problems(file: File): readonly Found[] {
  const codeowners = parseCodeowners(new TextEncoder().encode(file.text));
  const unusable = file.size >= SIZE_LIMIT ? 'it is not under 3 MB' : codeowners.unusable;
  if (unusable !== null)
    return [
      {
        id: 'codeowners-unusable',
        message: `${file.path} cannot be used: ${unusable}`,
        where: file.path,
        fix: 'repair it on the branch',
        command: null,
      },
    ];
  return [
    ...lineProblems(file, codeowners),
    ...(file.text.includes(OWNER_TO_FILL_IN) ? [toFillIn(file)] : []),
    ...unowned(file, codeowners),
  ];
}

function lineProblems(file: File, codeowners: Codeowners): readonly Found[] {
  const known = new Set(file.errors.map(({ line }) => line));
  const invalid = file.errors.map(({ line, kind, message, suggestion }): Found => ({
    id: 'codeowners-line-invalid',
    message: `GitHub ignores line ${line}: ${kind}: ${message}`,
    where: `${file.path}:${line}`,
    fix: suggestion ?? 'correct the line',
    command: null,
  }));
  const skipped = codeowners.skipped
    .filter(({ line }) => !known.has(line))
    .map(({ line, reason }): Found => ({
      id: 'codeowners-line-skipped',
      message: `line ${line} has no effect: ${reason}`,
      where: `${file.path}:${line}`,
      fix: 'correct the line',
      command: null,
    }));
  return [...cut(invalid), ...cut(skipped)];
}

function cut(found: readonly Found[]): readonly Found[] {
  const last = found[SHOWN - 1];
  if (last === undefined || found.length <= SHOWN) return found;
  const rest = found.length - SHOWN + 1;
  return [
    ...found.slice(0, SHOWN - 1),
    { ...last, message: `${rest} more lines have no effect, the first: ${last.message}` },
  ];
}

function toFillIn({ path }: File): Found {
  return {
    id: 'codeowners-not-filled-in',
    message: `\`${OWNER_TO_FILL_IN}\` still stands where an owner should`,
    where: path,
    fix: 'write who decides about the gate itself, such as `@acme/security`',
    command: null,
  };
}

/** What can change the gate: its rules, its workflows, and who owns what. */
function unowned(file: File, codeowners: Codeowners): readonly Found[] {
  const matcher = compileOwners(codeowners.rules);
  // A file of an earlier place would be taken instead, so that must be owned as well.
  const index = codeownersPaths.findIndex((known) => known === file.path);
  const paths = [
    ...['config.yaml', 'people.yaml', 'policies/house.yaml'].map(
      (name) => `${jitlDirectory}/${name}`,
    ),
    signalPath,
    gatePath,
    '.github/workflows/another.yml',
    ...codeownersPaths.slice(0, index + 1),
  ].filter((path) => ownersOf(matcher, path).status !== 'owned');
  if (paths.length === 0) return [];
  return [
    {
      id: 'control-plane-unowned',
      message: `nobody owns ${paths.map((path) => `\`${path}\``).join(', ')}`,
      where: file.path,
      fix: `end the file with lines for \`/${jitlDirectory}/\`, \`/.github/\` and \`/${file.path}\`, each with an owner`,
      command: null,
    },
  ];
}
