/** 13 months, as long as Sillage keeps a look. */
export const looksKeptMs = 395 * 86_400_000;

/** Each is carried out once, in order; the number of those that were is the file's `user_version`. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE users (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    sites TEXT NOT NULL, -- JSON array of ids; empty: all of them
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX sessions_of_user ON sessions (user_id);

  CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    site TEXT NOT NULL,
    scopes TEXT NOT NULL, -- JSON array
    key_hash TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER
  ) STRICT;

  CREATE TABLE looks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    site TEXT NOT NULL,
    route TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL
  ) STRICT;
  CREATE INDEX looks_of_subject ON looks (site, kind, subject);
  CREATE TRIGGER looks_stay BEFORE UPDATE OF id, at, by, site, route, kind ON looks
    BEGIN SELECT RAISE(ABORT, 'a look is not changed'); END;
  CREATE TRIGGER looks_are_kept BEFORE DELETE ON looks WHEN OLD.at > unixepoch() * 1000 - ${looksKeptMs}
    BEGIN SELECT RAISE(ABORT, 'a look is kept for 13 months'); END;
  `,
];
