import type { Asked } from './settings.ts';

/**
 * `error`: the gate can be talked past, or cannot work. `warning`: it is weaker than it could be, or
 * something could not be looked at. `note`: to be known.
 */
export type Severity = 'error' | 'warning' | 'note';

/** Everything that can be found, and how bad it is; each id has a section in `docs/doctor.md`. */
export const findingSeverities = {
  'essential-unread': 'error',
  'setting-unread': 'warning',
  'other-branch': 'warning',
  'tier-differs': 'error',
  'starter-tier': 'note',

  'check-not-required': 'error',
  'check-from-anyone': 'error',
  'check-from-wrong-app': 'error',
  'app-not-compared': 'note',
  'check-by-other': 'error',
  'check-never-seen': 'warning',

  'signal-missing': 'error',
  'gate-missing': 'error',
  'workflow-unreadable': 'error',
  'other-workflow-unreadable': 'warning',
  'signal-triggers': 'error',
  'signal-filtered': 'error',
  'signal-has-rights': 'warning',
  'gate-not-signalled': 'error',
  'gate-takes-proposed-code': 'error',
  'gate-fallback-missing': 'warning',
  'gate-rights-open': 'warning',
  'gate-rights-missing': 'error',
  'gate-rights-more': 'warning',
  'gate-checks-out': 'error',
  'gate-environment-missing': 'error',
  'gate-runs-cancelled': 'warning',
  'action-not-pinned': 'error',
  'job-named-like-check': 'error',
  'job-name-computed': 'note',
  'event-blocked': 'warning',
  'event-policy-unverified': 'note',

  'bypass-exempt': 'error',
  'bypass-actor': 'warning',
  'pull-request-not-required': 'error',
  'approvals-not-required': 'warning',
  'stale-reviews-kept': 'warning',
  'last-push-approval-off': 'warning',
  'code-owner-review-off': 'warning',
  'force-push-allowed': 'warning',
  'deletion-allowed': 'note',
  'not-squash-only': 'note',
  'queue-without-merge-group': 'error',
  'queue-head-only': 'note',

  'environment-missing': 'error',
  'environment-open': 'error',
  'environment-shut': 'error',
  'environment-protected-branches': 'warning',
  'environment-admin-bypass': 'warning',
  'app-rights-missing': 'error',
  'app-rights-more': 'warning',
  'app-rights-unknown': 'note',
  'workflow-token-writes': 'warning',
  'actions-may-approve': 'warning',

  'codeowners-missing': 'error',
  'codeowners-unusable': 'error',
  'codeowners-not-filled-in': 'error',
  'codeowners-line-invalid': 'error',
  'codeowners-line-skipped': 'warning',
  'control-plane-unowned': 'error',
  'team-unreadable': 'error',

  'git-unusable': 'error',
  'policies-broken': 'error',
  'policies-missing': 'note',
} as const satisfies Record<string, Severity>;

export type FindingId = keyof typeof findingSeverities;

/** What was looked at. */
export const checkNames = [
  'forge',
  'required-check',
  'workflows',
  'event-policy',
  'bypass',
  'branch-rules',
  'merge-queue',
  'environment',
  'app-rights',
  'codeowners',
  'teams',
  'workflow-permissions',
  'last-result',
  'git',
  'policies',
] as const;
export type CheckName = (typeof checkNames)[number];

/** Something that is to be said of the settings. */
export interface Found {
  readonly id: FindingId;
  /** May hold names of somebody else's: escaped where it is shown. */
  readonly message: string;
  /** Where the setting is, as GitHub's pages are named, or a file; null: nowhere in particular. */
  readonly where: string | null;
  /** What to change, exactly. */
  readonly fix: string;
  /** A line for a shell that does it, where one can. */
  readonly command: string | null;
}

export interface Finding extends Found {
  readonly check: CheckName;
  readonly severity: Severity;
}

/** One check: what it found, or what it saw in order. Never nothing of both. */
export interface Checked {
  readonly check: CheckName;
  readonly findings: readonly Finding[];
  /** Null where something is wrong, or could not be read. */
  readonly passed: string | null;
}

export function checked(check: CheckName, found: readonly Found[], passed: string): Checked {
  const findings = found.map((one) => ({ ...one, check, severity: findingSeverities[one.id] }));
  const clean = findings.every(({ severity }) => severity === 'note');
  return { check, findings, passed: clean ? passed : null };
}

/** What could not be looked at. */
export interface Unread {
  /** Completes "… could not be read". */
  readonly what: string;
  readonly why: string;
  /** Whether the gate cannot be trusted while it is not known. */
  readonly essential: boolean;
  /** What to do about it; default: another token. */
  readonly fix?: string;
}

/** What a check comes to where what it looks at could not be read. */
export function unread(check: CheckName, about: Unread): Checked {
  return checked(check, [unreadFound(about)], '');
}

export function unreadFound({ what, why, essential, fix }: Unread): Found {
  return {
    id: essential ? 'essential-unread' : 'setting-unread',
    message: `${what} could not be read: ${why}`,
    where: null,
    fix:
      fix ??
      'run it again with a token of an administrator of the repository, such as `gh auth token` prints',
    command: null,
  };
}

/** Looks at what was read, or says that it was not. */
export function whenRead<Value>(
  asked: Asked<Value>,
  about: { readonly check: CheckName; readonly what: string; readonly essential: boolean },
  look: (value: Value) => Checked,
): Checked {
  return asked.kind === 'read'
    ? look(asked.value)
    : unread(about.check, { ...about, why: asked.why });
}
