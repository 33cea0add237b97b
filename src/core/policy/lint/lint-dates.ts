import { instant } from '../../schema/values.ts';
import type { ReadyPolicy, ReadyWaiver } from '../basis.ts';
import { waiverState } from '../waivers.ts';
import { error, note, type Finding } from './finding.ts';

/** How long before its day something is told of. */
const NOTICE = 30 * 86_400_000;

export interface Dated {
  readonly policies: readonly ReadyPolicy[];
  readonly waivers: readonly ReadyWaiver[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Policies that their owners were to look at again, and waivers that have ended or soon will. */
export function lintDates({ policies, waivers, now }: Dated): readonly Finding[] {
  return [
    ...policies.flatMap((policy) => reviewOf(policy, now)),
    ...waivers.flatMap((waiver) => endOf(waiver, now)),
  ];
}

function reviewOf({ document, at }: ReadyPolicy, now: number): readonly Finding[] {
  const { id, owner, reviewBy } = document.metadata;
  const due = reviewBy === undefined ? null : instant(reviewBy);
  if (due === null || due > now + NOTICE) return [];
  const about = { location: at('metadata', 'reviewBy') };
  const help = 'look at whether it still says what is meant, and give it a new date';
  return now >= due
    ? [
        {
          ...error(
            'policy-review-due',
            `\`${id}\` was to be reviewed by ${owner} before ${reviewBy}`,
          ),
          help,
          ...about,
        },
      ]
    : [
        {
          ...note(
            'policy-review-due',
            `\`${id}\` is to be reviewed by ${owner} before ${reviewBy}`,
          ),
          help,
          ...about,
        },
      ];
}

function endOf(waiver: ReadyWaiver, now: number): readonly Finding[] {
  const { metadata, spec } = waiver.document;
  const location = waiver.at('spec', 'expiresAt');
  if (waiverState(waiver, now) === 'expired')
    return [
      {
        ...error('waiver-expired', `the waiver \`${metadata.id}\` ended ${spec.expiresAt}`),
        help: 'remove the file, or ask for a new waiver',
        location,
      },
    ];
  const end = instant(spec.expiresAt);
  if (end === null || end > now + NOTICE) return [];
  return [
    {
      ...note(
        'waiver-expired',
        `the waiver \`${metadata.id}\` of ${metadata.owner} ends ${spec.expiresAt}`,
      ),
      help: 'what it waives counts again from then on',
      location,
    },
  ];
}
