import { createPasswords, type Passwords } from './passwords.js';
import { type ApiKeyStore, createApiKeyStore } from './store/api-keys.js';
import { createLookStore, type LookStore } from './store/looks.js';
import { openDatabase } from './store/open-database.js';
import { createSessionStore, type SessionStore } from './store/sessions.js';
import { createUserStore, type UserStore } from './store/users.js';

/** Who may use the marketer's page, and who looked at whom. */
export interface Accounts {
  users: UserStore;
  sessions: SessionStore;
  keys: ApiKeyStore;
  looks: LookStore;
  passwords: Passwords;
  close(): void;
}

/** Opens the file at `path`, or makes it. Throws `AccountsError` where it is damaged, or of a later version. */
export function openAccounts(path: string): Accounts {
  const { database, close } = openDatabase(path);
  return {
    users: createUserStore(database),
    sessions: createSessionStore(database),
    keys: createApiKeyStore(database),
    looks: createLookStore(database),
    passwords: createPasswords(),
    close,
  };
}
