import type { AskedDifference } from '../core/replay/compare-points.ts';
import type { AskedKind } from '../core/replay/point.ts';

const WORDS: Readonly<Record<AskedKind, string>> = {
  nobody: 'approval by anybody',
  'review-line': 'approvals by',
  override: 'override of',
  holders: 'who holds the role',
  expertise: 'expertise asked of',
  'expertise-holders': 'who has the expertise',
  'distinct-people': 'different people',
  'distinct-teams': 'different teams',
  'people-for-agents': 'different people where an agent took part',
  exclusions: 'who may not judge besides those who took part',
  sections: 'sections of the rationale',
  'near-duplicates': 'near-duplicates',
  questions: 'questions asked',
  binding: 'approvals are bound to',
  'max-age': 'longest age of an approval',
  'unknown-edits': 'reviews of which edits are unknown',
  'max-lifetime': 'longest life of a grant or credential',
  'follow-up': 'time for the follow-up',
  'follow-up-action': 'what the follow-up asks',
  emergency: 'override in an emergency',
  'emergency-roles': 'roles needed for an override',
  'emergency-holders': 'who overrides as',
  'emergency-follow-up': 'time to judge after an override',
};

/** "approvals by owners (code owners): 2 → 1". Foreign text is not escaped here. */
export function describeAsked({ kind, of, from, to }: AskedDifference): string {
  const what = of === '' ? WORDS[kind] : `${WORDS[kind]} ${of}`;
  return `${what}: ${from ?? NOT_ASKED[kind] ?? 'not asked'} → ${to ?? NOT_ASKED[kind] ?? 'not asked'}`;
}

const NOT_ASKED: Readonly<Partial<Record<AskedKind, string>>> = { nobody: 'possible' };
