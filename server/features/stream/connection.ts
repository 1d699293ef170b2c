/** One open page: news are written in order, one look at a time, and a page that does not read is let go. */
import type { Response } from 'express';
import { heartbeat, message, opening } from './messages.ts';
import type { Follower } from './follow.ts';

export interface Connection {
  readonly userId: string;
  /** Id of the session or token it was opened with. */
  readonly credentialId: string;
  /** Something may have changed: look. */
  poke(): void;
  beat(): void;
  end(): void;
}

/** What a page may leave unread before it is let go; it comes again and is told what it missed. */
const UNREAD_MAX = 1024 * 1024;

export const openConnection = (
  response: Response,
  who: { readonly userId: string; readonly credentialId: string },
  follower: Follower,
  onError: (error: unknown) => void,
): Connection => {
  let looking = false;
  let again = false;

  const write = (text: string): void => {
    if (response.writableEnded || response.destroyed) return;
    if (response.writableLength > UNREAD_MAX) response.destroy();
    else response.write(text);
  };

  const look = async (): Promise<void> => {
    do {
      again = false;
      try {
        for (const news of await follower.next()) write(news);
      } catch (error) {
        onError(error);
      }
    } while (again && !response.destroyed);
    looking = false;
  };

  response.status(200).set({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // A proxy that gathers answers would hold the news back.
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  write(opening);
  write(message('hello', {}));

  return {
    ...who,
    poke: () => {
      again = true;
      if (looking) return;
      looking = true;
      void look();
    },
    beat: () => write(heartbeat),
    end: () => void response.end(),
  };
};
