/** What must stand in the database after deliveries were processed: every fact once, and XP as the rules say. */
import { dayXp } from '#core/domain/pet/day-xp.ts';
import { assertSame } from './context.ts';
import { ask, count } from './database.ts';

interface PetFigures {
  readonly user_id: string;
  readonly xp: number;
  readonly ledger: number;
  readonly events: number;
  readonly version: number;
}

/**
 * Compares every pet with the commits its user pushed, all on one day.
 * @throws {WrongResult} when an event is missing, doubled, or worth something else.
 */
export const checkPets = async (url: string, commits: ReadonlyMap<string, number>): Promise<void> => {
  const rows = await ask<PetFigures>(
    url,
    `select p.user_id, (p.state_json ->> 'xp')::int as xp, p.version, coalesce(s.xp, 0)::int as ledger,
       coalesce(s.events, 0)::int as events
     from pets p left join (
       select pet_id, sum(xp) as xp, count(*) as events from event_scores group by pet_id) s on s.pet_id = p.id`,
  );
  const wrong = rows.flatMap((row) => {
    const pushed = commits.get(row.user_id) ?? 0;
    const xp = dayXp({ 'commit.push': pushed });
    const right = row.xp === xp && row.ledger === xp && row.events === pushed && row.version === pushed + 1;
    return right ? [] : [{ ...row, pushed, expected: xp }];
  });
  assertSame('pets whose XP is not what their commits are worth', wrong.slice(0, 3), []);
  assertSame(
    'rows that are not processed',
    await count(url, `select count(*) as n from event_processing where status <> 'processed'`),
    0,
  );
};
