import { createPushes, nameDelivery, newRun, signedRequest } from './deliveries.ts';
import type { BenchUser } from './seed.ts';

/** Deliveries that nobody sent before, signed and ready, so that making them costs nothing while something is measured. */
export const createFreshPosts = (users: readonly BenchUser[], count: number) => {
  const pushes = createPushes(new Date().toISOString());
  const run = newRun();
  const made = Array.from({ length: count }, (_, i) => {
    const user = users[i % users.length];
    if (!user) throw new Error('no users were seeded');
    const { text, commits } = pushes.body(i + Math.floor(i / users.length));
    const request = signedRequest(user, text);
    nameDelivery(request, run, i);
    return { bytes: request.bytes, userId: user.userId, commits };
  });
  let sent = 0;
  return {
    /** @throws {Error} when all are sent. */
    next: (): Buffer => {
      const post = made[sent];
      if (!post) throw new Error(`all ${count} deliveries are sent: more were wanted than a writer could have stored`);
      sent += 1;
      return post.bytes;
    },
    /** Commits by user in what was sent. */
    pushed: (): ReadonlyMap<string, number> => {
      const commits = new Map<string, number>();
      for (const { userId, commits: n } of made.slice(0, sent)) commits.set(userId, (commits.get(userId) ?? 0) + n);
      return commits;
    },
  };
};
