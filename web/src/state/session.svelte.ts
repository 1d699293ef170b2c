/** Who is signed in. One object for the whole page. */
import { getMe, login, logout, register, type UserView } from '#core/contract/account.ts';
import { ApiError, call } from '../api/call.ts';
import { lastKnown } from './last-known.ts';

type Status = 'unknown' | 'signed-out' | 'signed-in' | 'unreachable';

/** Other tabs of this browser hear of a sign-out, and a tab that signs out hears itself. */
const CHANNEL = 'pawgress-session';

const createSession = () => {
  let user = $state<UserView | null>(null);
  let status = $state<Status>('unknown');
  const others = new BroadcastChannel(CHANNEL);

  const signedIn = (view: UserView): void => {
    user = view;
    status = 'signed-in';
    const known = lastKnown.read();
    lastKnown.write(known?.user.id === view.id ? { ...known, user: view } : { user: view });
  };
  const signedOut = (): void => {
    user = null;
    status = 'signed-out';
    lastKnown.forget();
  };
  others.onmessage = () => signedOut();

  return {
    get user() {
      return user;
    },
    get status() {
      return status;
    },
    /** Asks the server. Unreachable is not signed out: what was last known is shown. */
    load: async (): Promise<void> => {
      try {
        signedIn((await call(getMe)).user);
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) signedOut();
        else if (status === 'unknown' || status === 'unreachable') {
          const known = lastKnown.read();
          user = known?.user ?? null;
          status = known ? 'signed-in' : 'unreachable';
        }
      }
    },
    signIn: async (email: string, password: string): Promise<void> =>
      signedIn((await call(login, { body: { email, password } })).user),
    register: async (email: string, password: string): Promise<void> => {
      const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      signedIn((await call(register, { body: { email, password, timezone } })).user);
    },
    update: (view: UserView): void => {
      user = view;
    },
    signOut: async (): Promise<void> => {
      await call(logout);
      others.postMessage('signed-out');
      signedOut();
    },
    /** The sign-in ended elsewhere, or the account is no more. */
    forget: (): void => {
      others.postMessage('signed-out');
      signedOut();
    },
  };
};

export const session = createSession();
