import { appPermissions } from '../init/app-manifest.ts';
import { checked, whenRead, type Checked, type Found } from './finding.ts';
import { compareRights } from './rights.ts';
import type { Subject } from './subject.ts';

/** The App should be able to do what the gate does, and nothing else. */
export function checkAppRights({ tier, reading }: Subject): Checked {
  if (tier === 'starter') return checked('app-rights', [], 'no App is needed in the starter tier');
  const about = { check: 'app-rights', what: 'whose token this is', essential: false } as const;
  return whenRead(reading.token, about, ({ kind, permissions }) => {
    if (kind !== 'app' || permissions === null)
      return checked('app-rights', [unknown()], 'not asked');
    const { missing, more } = compareRights(permissions, appPermissions);
    const found = [
      ...(missing.length === 0 ? [] : [lacks(missing)]),
      ...(more.length === 0 ? [] : [has(more)]),
    ];
    return checked('app-rights', found, 'the App may do what the gate does, and nothing else');
  });
}

const WHERE = 'the page of the App → Permissions & events';

function lacks(missing: readonly string[]): Found {
  return {
    id: 'app-rights-missing',
    message: `the App lacks ${missing.join(', ')}`,
    where: WHERE,
    fix: `give it ${missing.join(', ')}, and accept the change where it is installed`,
    command: null,
  };
}

function has(more: readonly string[]): Found {
  return {
    id: 'app-rights-more',
    message: `the App has rights that the gate does not need: ${more.join(', ')}`,
    where: WHERE,
    fix: `set them back: it needs ${Object.entries(appPermissions)
      .map(([name, level]) => `${name}: ${level}`)
      .join(', ')}`,
    command: null,
  };
}

function unknown(): Found {
  return {
    id: 'app-rights-unknown',
    message: 'this token is not that of the App, so the rights of the App are not known',
    where: WHERE,
    fix: `compare them: ${Object.entries(appPermissions)
      .map(([name, level]) => `${name}: ${level}`)
      .join(', ')}`,
    command: null,
  };
}
