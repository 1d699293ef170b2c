/**
 * Waits for a promise, but no longer than `ms`. `undefined` when the time was over; what the promise does afterwards,
 * failing included, is nobody's concern. @throws what the promise threw in time.
 */
export const atMost = async <T>(ms: number, promise: Promise<T>): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, over]);
  } finally {
    clearTimeout(timer);
  }
};
