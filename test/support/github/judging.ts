import type { Gated, StepRun } from './gated.ts';

const REASONS: Readonly<Record<string, string>> = {
  dana: 'The payout service signs with this key since the move last week, and only its own namespace can mount it, so nobody else gains a way in.',
  bob: 'I looked at what runs in that namespace today: two replicas of one service, both ours, and the old path goes away on Friday with ticket 4711.',
  root: 'The on-call list agreed to it in the morning meeting; the reader is the settlement report, which otherwise fails from midnight on.',
};

const ANSWERS = [
  'It reaches the gateway key and the webhook secret of payments, and those open the sandbox of the provider alone.',
  'The access log of the last thirty days shows no request of that kind from this account, apart from our own test.',
  'If it goes wrong the previous role is restored from the last release within ten minutes, which we tried in staging.',
  'The platform team and the settlement team know of it, and both have said yes in writing in the ticket.',
];

/** The text of a review that would count: the lines of the brief, a reason, and every answer. */
export function judgmentText(gate: Gated, number: number, login: string): string {
  const template = templateOf(gate, number);
  const ids = [...template.matchAll(/^([a-z][a-z0-9-]*): $/gm)].map((match) => match[1] ?? '');
  const lines = template.split('\n').filter((line) => /^(?:Brief|Head): /.test(line));
  return [
    lines.join('\n'),
    REASONS[login] ??
      `As ${login} I looked at what it opens and at who asked, and the service needs it.`,
    ...ids.map((id, at) => `${id}: ${ANSWERS[at % ANSWERS.length] ?? ''} (${login})`),
  ].join('\n\n');
}

/** The template that our comment on the pull request offers. */
function templateOf(gate: Gated, number: number): string {
  const body = commentOf(gate, number);
  return /\n(`{3,})\n(Brief: [^]*?)\n\1\n/.exec(body)?.[2] ?? '';
}

/** Our comment, as it is now; empty where there is none. */
export function commentOf(gate: Gated, number: number): string {
  const comments = repository(gate).pullRequests.get(number)?.comments ?? [];
  const bots = gate.tier === 'starter' ? 'github-actions[bot]' : 'acme-jitl[bot]';
  const own = comments.filter(
    ({ account, body }) =>
      account !== null &&
      gate.hub.world.accounts.get(account)?.login === bots &&
      body.startsWith('<!-- jitl:gate -->'),
  );
  return own.at(-1)?.body ?? '';
}

/** Somebody approves as they should, and everything runs that this sets off. */
export async function approve(
  gate: Gated,
  number: number,
  as: string,
): Promise<readonly StepRun[]> {
  gate.hub.review({ number, as, state: 'APPROVED', body: judgmentText(gate, number, as) });
  return gate.settle();
}

/** The newest result under the gate’s name on a commit, whoever gave it. */
export function resultOn(
  gate: Gated,
  commit: string,
  context = 'jitl/gate@main',
): { readonly state: string; readonly title: string; readonly app: number | null } | null {
  const { statuses, checkRuns } = repository(gate);
  const status = statuses.filter((one) => one.commit === commit && one.context === context).at(-1);
  const run = checkRuns.filter((one) => one.commit === commit && one.name === context).at(-1);
  if (gate.tier === 'hardened')
    return run === undefined
      ? null
      : { state: run.conclusion ?? run.status, title: run.title, app: run.app };
  return status === undefined
    ? null
    : { state: status.state, title: status.description, app: status.app };
}

export function repository(gate: Gated) {
  const found = gate.hub.world.repositories.get('acme/identities');
  if (found === undefined) throw new Error('there is no repository');
  return found;
}

export function headOf(gate: Gated, number: number): string {
  return repository(gate).pullRequests.get(number)?.headCommit ?? '';
}
