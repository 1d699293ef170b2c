/** Who is signed in. One object for the whole page. */
import { getMe, login, logout, register, type UserView } from '#core/contract/account.ts';
import { ApiError, call } from '../api/call.ts';

type Status = 'unknown' | 'signed-out' | 'signed-in' | 'unreachable';

const createSession = () => {
  let user = $state<UserView | null>(null);
  let status = $state<Status>('unknown');

  const signedIn = (view: UserView): void => {
    user = view;
    status = 'signed-in';
  };

  return {
    get user() {
      return user;
    },
    get status() {
      return status;
    },
    /** Asks the server. Unreachable is not signed out. */
    load: async (): Promise<void> => {
      try {
        signedIn((await call(getMe)).user);
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) status = 'signed-out';
        else if (status === 'unknown') status = 'unreachable';
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
      user = null;
      status = 'signed-out';
    },
    /** The sign-in ended elsewhere. */
    forget: (): void => {
      user = null;
      status = 'signed-out';
    },
  };
};

export const session = createSession();
