import type { TeamName } from './cast.ts';
import type { ContentName } from './contents.ts';
import type { OwnersName } from './owners.ts';
import type { PeopleFacts, Toggle } from './rules.ts';
import type { Unread, World } from './world.ts';

/** How a review is written. */
export interface ReviewCommand {
  readonly do: 'review';
  readonly who: number;
  readonly says: 'approved' | 'changes-requested' | 'commented';
  readonly text: 'own' | 'lgtm' | 'unanswered' | 'copied' | 'pasted' | 'again';
  readonly brief: 'present' | 'earlier' | 'both' | 'none';
  /** `line-only`: the line of the present head, on a review that the forge attaches to an older one. */
  readonly head: 'present' | 'earlier' | 'none' | 'line-only';
  readonly incidents: number;
}

/** What somebody does. Plain data, so that a counterexample can be kept as it is printed. */
export type Command =
  | ReviewCommand
  | {
      readonly do: 'edit';
      readonly at: number;
      readonly by: number | 'author';
      readonly poor: boolean;
    }
  | { readonly do: 'dismiss'; readonly at: number; readonly by: number | 'author' }
  | {
      readonly do: 'member';
      readonly team: TeamName;
      readonly who: number;
      readonly as: 'active' | 'pending' | 'out';
    }
  | { readonly do: 'permission'; readonly who: number; readonly to: 'admin' | 'write' | 'read' }
  | { readonly do: 'kind'; readonly who: number; readonly to: 'user' | 'bot' }
  | { readonly do: 'rename'; readonly who: number; readonly takes: number }
  | { readonly do: 'delete-account'; readonly who: number }
  | { readonly do: 'lose'; readonly what: Unread }
  | { readonly do: 'lose-of-review'; readonly fact: 'edit' | 'dismissal'; readonly at: number }
  | { readonly do: 'read-again' }
  | { readonly do: 'rule'; readonly toggle: Toggle }
  | { readonly do: 'owners'; readonly to: OwnersName }
  | { readonly do: 'people'; readonly to: PeopleFacts }
  | { readonly do: 'push'; readonly content: ContentName; readonly by: number | null }
  | {
      readonly do: 'commit';
      readonly commit: World['commits'][number];
      readonly pusher: number | null;
    }
  | { readonly do: 'rebase'; readonly stamps: boolean }
  | { readonly do: 'merge-base'; readonly by: number }
  | { readonly do: 'squash' }
  | { readonly do: 'retarget'; readonly to: World['baseRef'] }
  /** There and back: nothing is different after it but that it happened. */
  | { readonly do: 'detour'; readonly by: 'force-pushed' | 'retargeted' }
  | { readonly do: 'ask-agent'; readonly prompter: number | null; readonly assignee: number | null }
  | { readonly do: 'sibling'; readonly to: World['sibling'] }
  | { readonly do: 'passing'; readonly to: World['passing'] }
  | { readonly do: 'squash-only'; readonly to: boolean }
  | {
      readonly do: 'refused-before';
      readonly by: number;
      readonly content: ContentName | 'present';
    }
  | { readonly do: 'follow-up'; readonly to: 'overdue' | 'due' | 'judged' | 'none' }
  | { readonly do: 'reuse'; readonly at: number }
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'conflict'; readonly to: boolean }
  | { readonly do: 'break-policy'; readonly to: boolean };

export const commandKinds = [
  'review',
  'edit',
  'dismiss',
  'member',
  'permission',
  'kind',
  'rename',
  'delete-account',
  'lose',
  'lose-of-review',
  'read-again',
  'rule',
  'owners',
  'people',
  'push',
  'commit',
  'rebase',
  'merge-base',
  'squash',
  'retarget',
  'detour',
  'ask-agent',
  'sibling',
  'passing',
  'squash-only',
  'refused-before',
  'follow-up',
  'reuse',
  'wait',
  'conflict',
  'break-policy',
] as const satisfies readonly Command['do'][];

/** A beginning and what happens then. */
export interface Story {
  readonly content: ContentName;
  readonly owners: OwnersName;
  readonly rules: readonly Toggle[];
  readonly opener: number;
  /** Who wrote and pushed what there is at the beginning. */
  readonly author: number;
  readonly commands: readonly Command[];
}
