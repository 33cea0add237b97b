import type { Place } from './discover.ts';
import type { OwnRepository } from './own-repository.ts';
import type { Refs } from './refs.ts';
import type { Store } from './store.ts';

/** What one open repository consists of. */
export interface Session {
  readonly place: Place;
  readonly own: OwnRepository;
  readonly refs: Refs;
  readonly store: Store;
}
