import { randomUUID } from 'node:crypto';
import type { DashboardUser, NewUser, Role } from '@sillage/protocol';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Tables } from './open-database.js';

export interface StoredUser extends DashboardUser {
  passwordHash: string;
}

/** What is absent stays. */
export interface StoredUserChange {
  name?: string | undefined;
  role?: Role | undefined;
  sites?: readonly string[] | undefined;
  passwordHash?: string | undefined;
}

export interface UserStore {
  list(): Promise<StoredUser[]>;
  find(id: string): Promise<StoredUser | undefined>;
  /** The address in lower case. */
  findByEmail(email: string): Promise<StoredUser | undefined>;
  /** `undefined` where somebody has this address. */
  add(user: Omit<NewUser, 'password'> & { passwordHash: string }, now: number): Promise<StoredUser | undefined>;
  /**
   * Whether it was done: it is not where the last admin of all sites would be gone, or the user is, or has another password
   * or other sites by now than were `checked`.
   */
  change(id: string, change: StoredUserChange, checked?: CheckedUser): Promise<boolean>;
  remove(id: string, checked?: CheckedUser): Promise<boolean>;
}

/** What must still be so when the statement is carried out. */
export type CheckedUser = Partial<Pick<StoredUser, 'sites' | 'passwordHash'>>;

/** In the statement itself, for two admins may be removed at once. */
const isSpare = sql<boolean>`(role <> 'admin' OR sites <> '[]'
  OR (SELECT count(*) FROM users WHERE role = 'admin' AND sites = '[]') > 1)`;

export function createUserStore(database: Kysely<Tables>): UserStore {
  const select = () => database.selectFrom('users').selectAll();
  return {
    list: async () => (await select().orderBy('email').execute()).map(toUser),
    find: async (id) => toUserOrNone(await select().where('id', '=', id).executeTakeFirst()),
    findByEmail: async (email) => toUserOrNone(await select().where('email', '=', email).executeTakeFirst()),
    add: (user, now) => addUser(user, now, database),
    change: (id, change, checked) => changeUser(id, change, { checked, database }),
    remove: async (id, checked) => {
      const { numDeletedRows } = await database
        .deleteFrom('users')
        .where('id', '=', id)
        .where(isStill(checked))
        .where(isSpare)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

async function addUser(
  { email, name, role, sites, passwordHash }: Parameters<UserStore['add']>[0],
  now: number,
  database: Kysely<Tables>,
): Promise<StoredUser | undefined> {
  const id = randomUUID();
  const row = { id, email, name, role, sites: JSON.stringify(sites), password_hash: passwordHash, created_at: now };
  const { numInsertedOrUpdatedRows = 0n } = await database
    .insertInto('users')
    .values(row)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n ? toUser(row) : undefined;
}

async function changeUser(
  id: string,
  { name, role, sites, passwordHash }: StoredUserChange,
  { checked, database }: { checked: CheckedUser | undefined; database: Kysely<Tables> },
): Promise<boolean> {
  const set = {
    ...(name !== undefined && { name }),
    ...(role !== undefined && { role }),
    ...(sites !== undefined && { sites: JSON.stringify(sites) }),
    ...(passwordHash !== undefined && { password_hash: passwordHash }),
  };
  if (Object.keys(set).length === 0) return true;
  const mayLower = (role !== undefined && role !== 'admin') || (sites !== undefined && sites.length > 0);
  const update = database.updateTable('users').set(set).where('id', '=', id).where(isStill(checked));
  const { numUpdatedRows } = await (mayLower ? update.where(isSpare) : update).executeTakeFirst();
  return numUpdatedRows > 0n;
}

function isStill({ sites, passwordHash }: CheckedUser = {}) {
  const given = sites && JSON.stringify(sites);
  return sql<boolean>`(sites = coalesce(${given ?? null}, sites)
    AND password_hash = coalesce(${passwordHash ?? null}, password_hash))`;
}

function toUserOrNone(row: Selectable<Tables['users']> | undefined): StoredUser | undefined {
  return row && toUser(row);
}

function toUser(row: Selectable<Tables['users']>): StoredUser {
  const { id, email, name, role, password_hash: passwordHash, created_at: createdAt } = row;
  return { id, email, name, role, sites: JSON.parse(row.sites) as string[], passwordHash, createdAt };
}

/** Without what nobody is told. */
export function toDashboardUser({ id, email, name, role, sites, createdAt }: StoredUser): DashboardUser {
  return { id, email, name, role, sites, createdAt };
}
