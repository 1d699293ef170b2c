/**
 * Makes the queue's database as version 1 made it. A frozen copy for the test of the upgrade: it never changes, whatever
 * the product does.
 */
export interface RowOfVersion1 {
  readonly id: string;
  readonly seq: number;
  readonly userId: string;
  readonly kind: string;
  readonly body: unknown;
  readonly queuedAt: number;
  readonly attempts: number;
  readonly nextAttemptAt: number;
  readonly state: 'waiting' | 'sending' | 'rejected';
  readonly reason?: { readonly code: string; readonly detail: string };
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the request failed'));
  });

/** Leaves the database closed. */
export const makeVersion1 = async (name: string, rows: readonly RowOfVersion1[]): Promise<void> => {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('queue', { keyPath: 'id' }).createIndex('seq', 'seq');
  };
  const db = await done(opening);
  const tx = db.transaction('queue', 'readwrite');
  for (const row of rows) tx.objectStore('queue').add(row);
  await new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new Error('the transaction was undone'));
  });
  db.close();
};
