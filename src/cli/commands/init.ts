import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';

import { version } from '../../adapters/fs/version.ts';
import { anyStands, placeFiles } from '../../adapters/fs/work-tree-files.ts';
import { originUrl } from '../../adapters/git/origin.ts';
import { openRepository } from '../../adapters/git/repository.ts';
import { exitCodes } from '../../app/exit-code.ts';
import { codeownersPaths } from '../../core/control-plane.ts';
import { parseRemote, type ForgeAddress } from '../../core/forge-address.ts';
import { appManifest, appPage } from '../../core/init/app-manifest.ts';
import { leftOver, lookAgain } from '../../core/init/left-over.ts';
import { isPinnedAction, isPlainBranch } from '../../core/init/names.ts';
import { rulesetFor } from '../../core/init/ruleset.ts';
import { startingFiles, type StartingFile } from '../../core/init/starting-files.ts';
import type { SetupTier } from '../../core/init/workflows.ts';
import { JitlError } from '../../errors.ts';
import { jsonText } from '../../render/escape.ts';
import { renderInitTerminal } from '../../render/init-terminal.ts';
import type { Streams } from '../main.ts';
import { styleFor, type ColorChoice } from '../terminal.ts';

/** The options of `jitl init`, as commander hands them over. */
export interface InitOptions {
  readonly repo: string;
  readonly github?: boolean;
  readonly tier: SetupTier;
  readonly branch?: string;
  readonly action?: string;
  readonly appId?: number;
  readonly print?: 'ruleset' | 'app-manifest';
  readonly dryRun?: boolean;
  readonly color: ColorChoice;
}

/** The action of this version, by its tag: the commit id of a release cannot stand in its own files. */
const ACTION = 'jitl-dev/jitl';

/** Nothing that stands is changed: a second run says so, and writes nothing. */
export async function runInit(options: InitOptions, streams: Streams): Promise<number> {
  refuseNames(options);
  const directory = resolve(streams.directory, options.repo);
  const { top, branch } = await openTop(directory);
  const setUp = { branch: options.branch ?? branch, address: await addressOf(directory) };
  if (options.print !== undefined) {
    streams.stdout.write(jsonText(document(options, setUp)));
    return exitCodes.allowed;
  }
  const tier = options.github === true ? options.tier : null;
  const action = options.action ?? `${ACTION}@v${version}`;
  const workflows =
    tier === null ? null : { tier, action, version: null, branches: [setUp.branch] };
  const own = startingFiles(workflows);
  const others = await standsOther(top, own);
  const wanted = others ? own.filter(({ path }) => path !== codeownersPaths[0]) : own;
  const files = await placeFiles(top, wanted, { write: options.dryRun !== true });
  const steps = leftOver({
    tier,
    branch: setUp.branch,
    action,
    pinned: isPinnedAction(action),
    codeowners: others ? 'own' : 'to-fill-in',
    appPage: pageOf(setUp.address),
  });
  const style = styleFor(streams.stdout, options.color, false);
  streams.stdout.write(renderInitTerminal({ files, steps, last: lookAgain(tier) }, style));
  return exitCodes.allowed;
}

/** Whether there is a CODEOWNERS, wherever, that is not the one of a first run. */
async function standsOther(top: string, own: readonly StartingFile[]): Promise<boolean> {
  const codeowners = own.filter(({ path }) => path === codeownersPaths[0]);
  const [found] = await placeFiles(top, codeowners, { write: false });
  return found?.state !== 'there' && (await anyStands(top, codeownersPaths));
}

function refuseNames({ branch, action, print, tier, appId }: InitOptions): void {
  if (branch !== undefined && !isPlainBranch(branch))
    throw new JitlError(
      'usage',
      'what was given is no branch that can stand in a workflow as it is',
      {
        help: 'name one of letters, digits, `.`, `_`, `-` and `/`, such as `--branch main`',
      },
    );
  if (action !== undefined && !isPinnedAction(action))
    throw new JitlError('usage', '`--action` names no action by a full commit id', {
      help: 'write `owner/repo@` and 40 hexadecimal digits, or leave it out and pin it later',
    });
  if (print === 'ruleset' && tier === 'hardened' && appId === undefined)
    throw new JitlError('usage', 'the ruleset must name the App that alone may publish', {
      help: 'add `--app-id NUMBER`; it stands on the page of your App',
    });
}

function document(
  { print, tier, appId }: InitOptions,
  { branch, address }: { readonly branch: string; readonly address: ForgeAddress | null },
): object {
  if (print === 'ruleset') return rulesetFor(branch, tier === 'hardened' ? (appId ?? null) : null);
  return manifestOf(address ?? { host: 'github.com', owner: 'OWNER', repo: 'REPOSITORY' });
}

function manifestOf({ host, owner, repo }: ForgeAddress): ReturnType<typeof appManifest> {
  return appManifest(owner, `https://${host}/${owner}/${repo}`);
}

/** Whether the owner is an organisation is not known here, and most that need an App are one. */
function pageOf(address: ForgeAddress | null): string | null {
  if (address === null) return null;
  return appPage(`https://${address.host}`, address.owner, manifestOf(address));
}

async function addressOf(directory: string): Promise<ForgeAddress | null> {
  const url = await originUrl(directory);
  return url === null ? null : parseRemote(url);
}

/** The working tree, links resolved, and the branch that changes land on as far as the clone knows. */
async function openTop(
  directory: string,
): Promise<{ readonly top: string; readonly branch: string }> {
  const repository = await openRepository(directory, { start: 'anywhere' });
  try {
    if (repository.workTree === null)
      throw new JitlError('usage', 'the repository has no working tree to write to', {
        help: 'name a checkout with `--repo`',
      });
    const base = await repository.resolveTree().catch(() => null);
    const name = base?.name.replace(/^refs\/(?:remotes\/[^/]+|heads)\//, '') ?? 'main';
    return {
      top: await realpath(repository.workTree),
      branch: isPlainBranch(name) ? name : 'main',
    };
  } finally {
    await repository.close();
  }
}
