import { may } from '../access.ts';
import { notFound, ok, onRepository } from '../answer.ts';
import { page } from '../pages.ts';
import { rulesetsFor } from '../rules.ts';
import { fullRuleset, rulesetShape, rulesOf } from '../shapes/ruleset.ts';
import { fullName } from '../sim.ts';

const read = [['metadata', 'read']] as const;

export const ruleRoutes = [
  onRepository('GET', '/rules/branches/:branch*', read, (call) => {
    const rules = rulesetsFor(call.repository, call.params['branch'] ?? '').flatMap((ruleset) =>
      rulesOf(ruleset).map((rule) => ({
        ...rule,
        ruleset_source_type: 'Repository',
        ruleset_source: fullName(call.repository),
        ruleset_id: ruleset.id,
      })),
    );
    return page(call, rules, (rule) => rule);
  }),
  onRepository('GET', '/rulesets', read, (call) =>
    page(call, call.repository.rulesets, (one) =>
      rulesetShape(call.sim.world, call.repository, one),
    ),
  ),
  onRepository('GET', '/rulesets/:id', read, (call) => {
    const ruleset = call.repository.rulesets.find((one) => one.id === Number(call.params['id']));
    const admin = may(call.sim.world, call.token, call.repository, ['administration', 'write']);
    return ruleset === undefined
      ? notFound()
      : ok(fullRuleset(call.sim.world, call.repository, { ruleset, admin }));
  }),
];
