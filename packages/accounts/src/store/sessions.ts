import type { Kysely } from 'kysely';
import { createSecret, hashSecret, isSecretOf } from '../secrets.js';
import type { Tables } from './open-database.js';
import type { StoredUser } from './users.js';

/** A session ends when nothing was asked for so long, in milliseconds. */
export const idleMs = 12 * 3_600_000;
/** A session ends so long after it began, whatever was asked. */
export const sessionMs = 30 * 86_400_000;
/** How exactly it is noted when something was asked last: a write for each request would be one for each figure. */
const noteEveryMs = 60_000;

export interface SessionStore {
  /** The token of a new session; `undefined` where the user is gone, or has another password by now. */
  open(user: StoredUser, now: number): Promise<string | undefined>;
  /** Whose it is, while it lasts; renews it. */
  findUserId(token: string, now: number): Promise<string | undefined>;
  end(token: string): Promise<void>;
  /** Ends all sessions of the user but the one of this token. */
  endAll(userId: string, butToken?: string): Promise<void>;
}

export function createSessionStore(database: Kysely<Tables>): SessionStore {
  return {
    open: (user, now) => openSession(user, now, database),
    findUserId: (token, now) => findUserId(token, now, database),
    end: async (token) => {
      await database.deleteFrom('sessions').where('token_hash', '=', hashSecret(token)).execute();
    },
    endAll: async (userId, butToken = '') => {
      await database
        .deleteFrom('sessions')
        .where('user_id', '=', userId)
        .where('token_hash', '<>', hashSecret(butToken))
        .execute();
    },
  };
}

async function openSession(user: StoredUser, now: number, database: Kysely<Tables>): Promise<string | undefined> {
  await database
    .deleteFrom('sessions')
    .where((or) => or.or([or('seen_at', '<', now - idleMs), or('created_at', '<', now - sessionMs)]))
    .execute();
  const token = createSecret('session');
  const { numInsertedOrUpdatedRows = 0n } = await database
    .insertInto('sessions')
    .columns(['token_hash', 'user_id', 'created_at', 'seen_at'])
    .expression((from) =>
      from
        .selectFrom('users')
        .select((row) => [row.val(hashSecret(token)).as('a'), 'id', row.val(now).as('b'), row.val(now).as('c')])
        .where('id', '=', user.id)
        .where('password_hash', '=', user.passwordHash),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n ? token : undefined;
}

async function findUserId(token: string, now: number, database: Kysely<Tables>): Promise<string | undefined> {
  if (!isSecretOf('session', token)) return undefined;
  const hash = hashSecret(token);
  const found = await database
    .selectFrom('sessions')
    .select(['user_id', 'seen_at'])
    .where('token_hash', '=', hash)
    .where('seen_at', '>=', now - idleMs)
    .where('created_at', '>=', now - sessionMs)
    .executeTakeFirst();
  if (found && found.seen_at < now - noteEveryMs) {
    await database.updateTable('sessions').set({ seen_at: now }).where('token_hash', '=', hash).execute();
  }
  return found?.user_id;
}
