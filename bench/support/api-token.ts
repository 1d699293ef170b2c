import { createHash, randomBytes } from 'node:crypto';
import { newId } from '#infra/ids.ts';
import { ask } from './database.ts';

/** An API token of the user that may do everything, as `POST /v1/tokens` makes it. */
export const seedToken = async (url: string, userId: string): Promise<string> => {
  const token = `pg_${randomBytes(32).toString('base64url')}`;
  const hash = createHash('sha256').update(token).digest();
  await ask(
    url,
    `insert into api_tokens (id, user_id, name, token_hash, scopes) values ($1, $2, 'bench', $3, '{read,log,manage}')`,
    [newId(), userId, hash],
  );
  return token;
};
