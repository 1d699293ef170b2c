/** Tabs of this browser tell each other that the queue changed. What changed stands in the store they share. */
export interface QueueChannel {
  /** Tells the other tabs; this one knows. */
  tell(): void;
  /** Hears the other tabs. Returns how to stop. */
  listen(work: () => void): () => void;
  close(): void;
}

/** A browser without channels still sends: each tab looks for itself when it is woken. */
export const createQueueChannel = (name = 'pawgress-queue'): QueueChannel => {
  if (!('BroadcastChannel' in globalThis)) {
    return { tell: () => undefined, listen: () => () => undefined, close: () => undefined };
  }
  const channel = new BroadcastChannel(name);
  return {
    tell: () => channel.postMessage('changed'),
    listen: (work) => {
      const hear = (): void => work();
      channel.addEventListener('message', hear);
      return () => channel.removeEventListener('message', hear);
    },
    close: () => channel.close(),
  };
};
