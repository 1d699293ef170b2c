/** All users, for the operator's tools. */
import type { Instant } from '#core/domain/event.ts';
import type { Queryable } from '../../db/connect.ts';
import { query } from '../../db/query.ts';

export interface ListedUser {
  readonly id: string;
  readonly email: string;
  readonly displayName: string | null;
  readonly createdAt: Instant;
  readonly petName: string | null;
  readonly events: number;
}

const PAGE = 500;

const COLUMNS = `u.id, u.email, u.display_name as "displayName", u.created_at as "createdAt",
  (select p.name from pets p where p.user_id = u.id and p.is_primary) as "petName",
  (select count(*) from events e where e.user_id = u.id) as events`;

export const createUserDirectoryStore = (db: Queryable) => ({
  /** The ids of all users in order, page by page. */
  async *ids(): AsyncGenerator<string> {
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const { rows } = await query<{ id: string }>(db, `select id from users where id > ? order by id limit ${PAGE}`, [
        after,
      ]);
      const last = rows.at(-1);
      if (!last) return;
      yield* rows.map((row) => row.id);
      after = last.id;
    }
  },

  list: async (): Promise<readonly ListedUser[]> => {
    const { rows } = await query<ListedUser>(db, `select ${COLUMNS} from users u order by u.created_at, u.id`);
    return rows;
  },

  byEmail: async (email: string): Promise<ListedUser | null> => {
    const { rows } = await query<ListedUser>(db, `select ${COLUMNS} from users u where lower(u.email) = lower(?)`, [
      email,
    ]);
    return rows[0] ?? null;
  },
});
