import type { Db } from './connect.ts';

/** knex does not type its pool (tarn). */
interface Pool {
  numUsed(): number;
  numFree(): number;
  numPendingAcquires(): number;
}

/** Connections of a pool by state. */
export const poolUse = (db: Db): { readonly used: number; readonly free: number; readonly waiting: number } => {
  const { pool } = db.client as { readonly pool: Pool };
  return { used: pool.numUsed(), free: pool.numFree(), waiting: pool.numPendingAcquires() };
};
