import { checked, whenRead, type Checked, type Found } from './finding.ts';
import type { BypassActor } from './settings.ts';
import type { Subject } from './subject.ts';

/** Who may go round the rules. Only an administrator sees it. */
export function checkBypass(subject: Subject): Checked {
  const about = { check: 'bypass', what: 'who may bypass the rules', essential: false } as const;
  return whenRead(subject.reading.bypass, about, (actors) =>
    checked('bypass', actors.map(problem), 'nobody may bypass the rules'),
  );
}

function problem(actor: BypassActor): Found {
  const who = `${actor.type}${actor.id === null ? '' : ` ${actor.id}`}`;
  const where = `Settings → Rules → Rulesets → ${actor.ruleset} → Bypass list`;
  if (actor.mode === 'exempt')
    return {
      id: 'bypass-exempt',
      message: `the rules are not even run for ${who}, and nothing is logged`,
      where,
      fix: `remove ${who}, or set it to "For pull requests only"`,
      command: null,
    };
  return {
    id: 'bypass-actor',
    message:
      actor.mode === 'always'
        ? `${who} may push and merge past the gate`
        : `${who} may merge a pull request past the gate`,
    where,
    fix: `remove ${who}: an emergency has a way of its own, the override, which leaves a reason`,
    command: null,
  };
}
