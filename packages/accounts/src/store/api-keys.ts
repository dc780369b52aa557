import { randomUUID } from 'node:crypto';
import type { ApiKey, KeyRequest, NewApiKey, Permission } from '@sillage/protocol';
import type { Kysely, Selectable } from 'kysely';
import { createSecret, hashSecret, isSecretOf } from '../secrets.js';
import type { Tables } from './open-database.js';

/** How exactly it is noted when a key was used last, in milliseconds. */
const noteEveryMs = 60_000;

export interface ApiKeyStore {
  list(): Promise<ApiKey[]>;
  find(id: string): Promise<ApiKey | undefined>;
  /** The only time that the key itself is told. */
  add(request: KeyRequest, now: number): Promise<NewApiKey>;
  /** The key, while it is not revoked; notes that it was used. */
  use(key: string, now: number): Promise<ApiKey | undefined>;
  revoke(id: string): Promise<void>;
}

export function createApiKeyStore(database: Kysely<Tables>): ApiKeyStore {
  const select = () => database.selectFrom('api_keys').selectAll();
  return {
    list: async () => (await select().orderBy('created_at').orderBy('id').execute()).map(toKey),
    find: async (id) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row && toKey(row);
    },
    add: async ({ name, site, scopes }, now) => {
      const key = createSecret('apiKey');
      const id = randomUUID();
      const row = { id, name, site, scopes: JSON.stringify(scopes), created_at: now, last_used_at: null };
      await database
        .insertInto('api_keys')
        .values({ ...row, key_hash: hashSecret(key) })
        .execute();
      return { ...toKey(row), key };
    },
    use: (key, now) => useKey(key, now, database),
    revoke: async (id) => {
      await database.deleteFrom('api_keys').where('id', '=', id).execute();
    },
  };
}

async function useKey(key: string, now: number, database: Kysely<Tables>): Promise<ApiKey | undefined> {
  if (!isSecretOf('apiKey', key)) return undefined;
  const row = await database
    .selectFrom('api_keys')
    .selectAll()
    .where('key_hash', '=', hashSecret(key))
    .executeTakeFirst();
  if (row && (row.last_used_at ?? 0) < now - noteEveryMs) {
    await database.updateTable('api_keys').set({ last_used_at: now }).where('id', '=', row.id).execute();
  }
  return row && toKey(row);
}

function toKey(row: Omit<Selectable<Tables['api_keys']>, 'key_hash'>): ApiKey {
  const { id, name, site, created_at: createdAt, last_used_at: lastUsedAt } = row;
  return { id, name, site, scopes: JSON.parse(row.scopes) as Permission[], createdAt, lastUsedAt };
}
