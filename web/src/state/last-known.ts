/** What was last seen, kept on the device, so that the page opens without a network. Gone with the sign-in. */
import type { UserView } from '#core/contract/account.ts';
import type { FeedItem, PetView } from '#core/contract/pets.ts';

export interface LastKnown {
  readonly user: UserView;
  readonly pet?: PetView;
  readonly feed?: readonly FeedItem[];
}

const KEY = 'last-known';
const FEED_MAX = 30;

export const lastKnown = {
  /** `null`: nothing is kept, or it cannot be read any more. */
  read: (): LastKnown | null => {
    try {
      return JSON.parse(localStorage.getItem(KEY) ?? 'null') as LastKnown | null;
    } catch {
      return null;
    }
  },
  /** A device without room or without storage keeps nothing, and the page works all the same. */
  write: (known: LastKnown): void => {
    try {
      const feed = known.feed?.slice(0, FEED_MAX);
      localStorage.setItem(KEY, JSON.stringify({ ...known, ...(feed && { feed }) }));
    } catch {
      // see above
    }
  },
  forget: (): void => {
    try {
      localStorage.removeItem(KEY);
    } catch {
      // see above
    }
  },
};
