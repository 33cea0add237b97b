/** An account as it really is, whether or not the forge says so. */
export interface Actor {
  readonly id: number;
  readonly login: string;
  readonly type: 'user' | 'bot';
  readonly permission: 'admin' | 'write' | 'read';
  readonly email: string;
}

const actor = (
  id: number,
  login: string,
  permission: Actor['permission'] = 'write',
  type: Actor['type'] = 'user',
): Actor => ({ id, login, type, permission, email: `${login.replace('[bot]', '')}@example.com` });

/**
 * Ada opens the pull request. Ana has a second account. Olga runs the coder, which is an agent with
 * an ordinary account. Hal may gain by the change. Sec and oncall hold roles. Zoe, Yan and Xia take
 * part in nothing: they are whom the base can name when nobody else is left.
 */
export const CAST: readonly Actor[] = [
  actor(1, 'ada'),
  actor(2, 'ana'),
  actor(3, 'bea'),
  actor(4, 'cyd'),
  actor(5, 'dan', 'admin'),
  actor(6, 'hal'),
  actor(7, 'gus', 'read'),
  actor(8, 'robo[bot]', 'write', 'bot'),
  actor(9, 'coder'),
  actor(10, 'olga'),
  actor(11, 'ana-too', 'admin'),
  actor(12, 'sam', 'read'),
  actor(13, 'sec'),
  actor(14, 'oncall'),
];

export const RESERVE: readonly Actor[] = [actor(21, 'zoe'), actor(22, 'yan'), actor(23, 'xia')];

export const TEAMS = ['acme/leads', 'acme/security', 'acme/oncall'] as const;
/** With those of whom nothing is ever told: one for Zoe and one for Yan. */
export const ALL_TEAMS = [...TEAMS, 'acme/north', 'acme/south'] as const;
export type TeamName = (typeof ALL_TEAMS)[number];

/** Account id to whether the invitation was taken. */
export type Membership = Readonly<Record<number, 'active' | 'pending'>>;

export const MEMBERS: Readonly<Record<TeamName, Membership>> = {
  'acme/leads': { 4: 'active', 5: 'active', 11: 'active', 6: 'pending' },
  'acme/security': { 3: 'active', 5: 'active' },
  'acme/oncall': { 5: 'active' },
  'acme/north': { 21: 'active' },
  'acme/south': { 22: 'active' },
};
