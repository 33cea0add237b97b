/** Where a repository is on a forge. */
export interface ForgeAddress {
  /** Host name, with a port where there is one. */
  readonly host: string;
  readonly owner: string;
  readonly repo: string;
}

const NAME = /^[A-Za-z0-9_.-]{1,100}$/;

/** `owner/name`, or null where it is none. */
export function parseRepositoryName(text: string): Omit<ForgeAddress, 'host'> | null {
  const [owner = '', repo = '', ...more] = text.split('/');
  const fine = [owner, repo].every((part) => NAME.test(part) && !/^\.+$/.test(part));
  return more.length === 0 && fine ? { owner, repo } : null;
}

/** The address in a remote’s URL: `https://host/owner/name.git`, `ssh://…`, or `git@host:owner/name`. */
export function parseRemote(url: string): ForgeAddress | null {
  const match =
    /^(?:https|ssh|git):\/\/(?:[^@/]*@)?([^/@]+)\/([^?#]+)$/.exec(url) ??
    /^(?:[^@/:]+@)([^:/]+):([^?#]+)$/.exec(url);
  const [, host = '', path = ''] = match ?? [];
  const name = parseRepositoryName(path.replace(/\/$/, '').replace(/\.git$/, ''));
  return match === null || name === null ? null : { host, ...name };
}
