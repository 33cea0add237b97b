import { devNull } from 'node:os';
import { delimiter, isAbsolute } from 'node:path';

import { emptyTree, type ObjectFormat } from './object-format.ts';

/**
 * The whole environment of every git: nothing is inherited but where programs are. `GIT_DIR`,
 * `GIT_CONFIG_COUNT`, `GIT_EXTERNAL_DIFF`, `LD_PRELOAD` and the like of the caller do not arrive.
 */
export function gitEnvironment(): Readonly<Record<string, string>> {
  return {
    PATH: searchPath(),
    ...(process.env['SystemRoot'] === undefined ? {} : { SystemRoot: process.env['SystemRoot'] }),
    HOME: '/nonexistent',
    XDG_CONFIG_HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: devNull,
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
  };
}

/** Options before the command of every git. Ours win over any file. */
export function gitOptions(objectFormat: ObjectFormat): readonly string[] {
  const settings = [
    'safe.bareRepository=explicit',
    'core.fsmonitor=false',
    'core.untrackedCache=false',
    `core.hooksPath=${devNull}`,
    `core.attributesFile=${devNull}`,
    `core.excludesFile=${devNull}`,
    // From 2.43 on: attributes of a bare repository come from this tree, not from HEAD's.
    `attr.tree=${emptyTree[objectFormat]}`,
    // A forged commit-graph of the alternates could hide a commit from every walk.
    'core.commitGraph=false',
    'log.showSignature=false',
    'protocol.allow=never',
    'advice.graftFileDeprecated=false',
    'gc.auto=0',
    'maintenance.auto=false',
    // On Windows every file looks executable or none does: the index knows better.
    ...(process.platform === 'win32' ? ['core.fileMode=false', 'core.symlinks=false'] : []),
  ];
  return ['--no-pager', ...settings.flatMap((setting) => ['-c', setting])];
}

/** Relative entries of PATH are left out: they would find a `git` in whatever directory this is. */
function searchPath(): string {
  const entries = (process.env['PATH'] ?? '').split(delimiter);
  return entries.filter((entry) => isAbsolute(entry)).join(delimiter);
}
