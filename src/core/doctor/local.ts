import { checked, unread, type Checked, type Found } from './finding.ts';
import type { Asked } from './settings.ts';

/** What can be looked at without a network. */
export interface LocalReading {
  /** Version of the git that would run, as it prints it. */
  readonly git: Asked<string>;
  /** The policies of the base in this checkout. */
  readonly policies: Asked<{
    /** The revision that was looked at. */
    readonly base: string;
    readonly files: number;
    readonly problems: readonly {
      readonly path: string;
      readonly line: number;
      readonly message: string;
    }[];
  }>;
}

/** The oldest git that merges without a checkout. */
const OLDEST = [2, 38] as const;

export function diagnoseLocal(reading: LocalReading): readonly Checked[] {
  return [checkGit(reading.git), checkPolicies(reading.policies)];
}

function checkGit(git: LocalReading['git']): Checked {
  const version = git.kind === 'read' ? /(\d{1,4})\.(\d{1,4})/.exec(git.value) : null;
  const [major, minor] = [Number(version?.[1] ?? 0), Number(version?.[2] ?? 0)];
  const recent = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  if (git.kind === 'read' && recent)
    return checked('git', [], `git ${version?.[0] ?? ''} is recent enough`);
  const why = git.kind === 'unread' ? git.why : `${git.value} cannot merge without a checkout`;
  return checked(
    'git',
    [
      {
        id: 'git-unusable',
        message: `git cannot be used: ${why}`,
        where: null,
        fix: `install git ${OLDEST.join('.')} or later, and put it first in \`PATH\``,
        command: null,
      },
    ],
    '',
  );
}

function checkPolicies(policies: LocalReading['policies']): Checked {
  if (policies.kind === 'unread')
    return unread('policies', {
      what: 'the policies of a checkout',
      why: policies.why,
      essential: false,
      fix: 'run it in a checkout that has the branch, or name one with `--repo`',
    });
  const { base, files, problems } = policies.value;
  const found =
    files === 0
      ? [noPolicies(base)]
      : problems.map(({ path, line, message }): Found => ({
          id: 'policies-broken',
          message,
          where: `${path}:${line} at ${base}`,
          fix: 'correct it on the branch: until then there is no verdict',
          command: 'jitl policy lint',
        }));
  return checked('policies', found, `the policies of ${base} can be read`);
}

function noPolicies(base: string): Found {
  return {
    id: 'policies-missing',
    message: `${base} has no policies of its own, so those that come with jitl decide`,
    where: '.jitl/',
    fix: 'nothing needs to be changed; `jitl init` writes files to begin with',
    command: null,
  };
}
