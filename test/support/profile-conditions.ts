import type { Scope } from './condition-inputs.ts';

/** One condition of our own, and why it has only one answer where that is so. */
export interface ProfileCondition {
  readonly scope: Scope;
  readonly when: string;
  readonly constant?: string;
}

const OPERATORS = '_&&_ _||_ !_ _?_:_ _==_ _!=_ _<_ _<=_ _>_ _>=_ @in _+_ _-_ _*_ _/_ _%_ -_ _[_]';
const FUNCTIONS = 'size startsWith endsWith contains glob';

/** What conditions may call, in the spelling of the specification; macros are not calls. */
export const PROFILE_CALLS: readonly string[] = `${OPERATORS} ${FUNCTIONS}`.split(' ');
export const PROFILE_MACROS = ['all', 'exists', 'exists_one', 'filter', 'map', 'has'] as const;

const total = 'every field of an input is always present';
const error = 'the other answer is an error';

const on =
  (scope: Scope) =>
  (when: string, constant?: string): ProfileCondition =>
    constant === undefined ? { scope, when } : { scope, when, constant };
const item = on('item');
const subject = on('subject');
const state = on('state');

/** Each function and operator of the profile at least once, by hand. */
export const PROFILE_CONDITIONS: readonly ProfileCondition[] = [
  item('item.mutates && item.standing'),
  item('item.mutates || item.standing'),
  item('!item.mutates'),
  item("item.mutates ? item.level > 2 : item.resource == 'pods'"),
  item("item.resource == 'secrets'"),
  item("item.resource != 'secrets'"),
  item('item.mutates == item.standing'),
  item('item.level == 3 || item.level != item.reach'),
  item('item.level < 3'),
  item('item.level <= 3'),
  item('item.level > 3'),
  item('item.level >= 3'),
  item("item.resource < 'pods'"),
  item("item.resource <= 'pods'"),
  item("item.resource > 'pods'"),
  item("item.resource >= 'pods'"),
  item('item.mutates < item.standing'),
  item('item.level + item.reach > 4'),
  item('item.level - item.reach > 2'),
  item('item.level * 2 == 6'),
  item('item.ttl_hours / 24 >= 30'),
  item('item.ttl_hours / item.level < 7'),
  item('item.ttl_hours % 24 == 0'),
  item('item.ttl_hours % item.reach == 1'),
  item('-item.level < -2'),
  item('item.level + 9223372036854775807 > 0'),
  item('now > 1795600800 || now == -9223372036854775808'),
  item("item.group + '/' + item.resource == '///'"),
  item("item.namespace + item.namespace == 'éé' || item.namespace == 'é'"),
  item("item.resource.startsWith('sec')"),
  item("item.resource.endsWith('/exec')"),
  item("item.resource.contains('*')"),
  item("item.resource.contains('') && item.mutates"),
  item('item.from.startsWith(item.to)'),
  item('item.from.endsWith(item.to)'),
  item('item.from.contains(item.to)'),
  item("glob(item.resource, 'pods/*')"),
  item("glob(item.resource, '*s')"),
  item("glob(item.namespace, '*a*b*')"),
  item("glob('anything', item.resource)"),
  item('glob(item.from, item.to)'),
  item('item.resource.size() > 3'),
  item('size(item.resource) == 2'),
  item("item.resource == '\\U0001F600' || item.resource == '\\u00e9'"),
  item("size('\\U0001F600é') == 2 && item.mutates"),
  item("item.resource in ['secrets', 'pods', '']"),
  item('item.level in [1, 3]'),
  item("'get' in item.actions"),
  item("!('get' in item.actions) && item.resource in item.names"),
  item('item.actions.size() >= 2'),
  item('size(item.actions + item.names) > 3'),
  item("item.actions == ['get', 'list']"),
  item("item.actions != ['get']"),
  item('item.actions == item.names'),
  item('[item.level, item.reach, 0] == [item.reach, item.level, 0]'),
  item("item.actions[0] == 'get'"),
  item("item.actions.size() > 0 && item.actions[0] == 'get'"),
  item("item.actions[item.level] == 'get' || item.mutates"),
  item("item.actions.exists(a, a == 'get')"),
  item("item.actions.all(a, a == 'get' || a == '*')"),
  item("item.actions.exists_one(a, a == 'get')"),
  item("item.actions.filter(a, a != 'get').size() == 1"),
  item("item.actions.map(a, a + '!') == ['!!']"),
  item("item.actions.map(a, a != 'get', a + '!').exists(b, b == '*!')"),
  item('item.names.exists(n, item.actions.all(a, a == n))'),
  item('[3, 4].exists(level, item.level == level)'),
  item('has(item.resource)', total),
  item("has(item.resource) && item.resource == ''"),
  item('item.level / 0 == 1 || item.mutates', error),
  item('item.mutates && item.level / 0 == 1', error),
  item("item.actions.exists(a, a == 'get' || item.level / 0 == 1)"),
  item("item.actions.all(a, a == 'get' && item.level / 0 == 1)"),
  subject("subject.environment == 'production' && subject.criticality == ''"),
  subject("subject.dependents.exists(d, d.impact == 'outage' && d.days_since_test > 30)"),
  subject("subject.dependents.all(d, d.failover != 'none')"),
  subject("subject.dependents.exists_one(d, d.environment == 'production')"),
  subject("subject.dependents.filter(d, d.impact == 'outage').size() >= 2"),
  subject("subject.dependents.map(d, d.id) == ['a'] || subject.dependents.size() == 0"),
  subject("subject.dependents.exists(d, has(d.id) && d.id == 'a')"),
  subject('subject.dependents.map(d, d.days_since_test + 1).exists(n, n > 180)'),
  subject('subject.dependents.exists(d, d.id == subject.id)'),
  subject('now > 0 && subject.environment_level >= 3'),
  state('state.permissions.filter(p, p.level >= 2).size() >= 2'),
  state("state.permissions.exists(p, p.primitives.exists(q, q == 'bind'))"),
  state("state.permissions.all(p, p.primitives.all(q, q != 'bind'))"),
  state("state.permissions.exists(p, 'bind' in p.primitives && p.level > 2)"),
  state('state.permissions.exists_one(p, p.reach >= 3)'),
  state("state.permissions.map(p, p.resource).exists(r, glob(r, 'sec*'))"),
  state("state.permissions.map(p, p.level > 1, p.resource) == ['pods']"),
  state('state.primitives.size() > state.permissions.size()'),
];
