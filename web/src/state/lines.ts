/** Waiting lines: work with the same key is done one after the other, in the order it came. */
export interface Lines {
  /** Runs `work` when all before it are done, however they ended. */
  add(key: string, work: () => Promise<void>): Promise<void>;
  /** Whether nothing waits behind the work that runs now. */
  isLast(key: string): boolean;
  isBusy(key: string): boolean;
}

export const createLines = (): Lines => {
  const ends = new Map<string, Promise<void>>();
  const waiting = new Map<string, number>();
  const count = (key: string) => waiting.get(key) ?? 0;
  return {
    add: (key, work) => {
      waiting.set(key, count(key) + 1);
      const turn = (ends.get(key) ?? Promise.resolve()).then(work).finally(() => waiting.set(key, count(key) - 1));
      ends.set(
        key,
        turn.catch(() => undefined),
      );
      return turn;
    },
    isLast: (key) => count(key) <= 1,
    isBusy: (key) => count(key) > 0,
  };
};
