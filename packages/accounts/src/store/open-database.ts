import { chmodSync, closeSync, openSync } from 'node:fs';
import type { Role } from '@sillage/protocol';
import { type Generated, Kysely, SqliteDialect } from 'kysely';
import Database from 'libsql';
import { AccountsError } from './accounts-error.js';
import { migrations } from './migrations.js';

/** Times are milliseconds since 1970 UTC; lists are JSON. */
export interface Tables {
  users: {
    id: string;
    email: string;
    name: string;
    role: Role;
    sites: string;
    password_hash: string;
    created_at: number;
  };
  sessions: { token_hash: string; user_id: string; created_at: number; seen_at: number };
  api_keys: {
    id: string;
    name: string;
    site: string;
    scopes: string;
    key_hash: string;
    created_at: number;
    last_used_at: number | null;
  };
  looks: {
    id: Generated<number>;
    at: number;
    by: string;
    site: string;
    route: string;
    kind: LookKind;
    subject: string;
  };
}

/** Whose data were looked at: one customer's, one visitor's, a segment's persons', or those of a site. */
export type LookKind = 'customer' | 'visitor' | 'segment' | 'all';

/** "SILA": says that a file is one of accounts. */
const applicationId = 0x53494c41;
/** A command on the file waits so long for the server to finish its writing, and the other way round. */
const busyTimeoutMs = 2_000;

export interface OpenDatabase {
  database: Kysely<Tables>;
  /** The file alone then has all that was written. */
  close(): void;
}

/**
 * Opens the file, readable by its owner alone, and brings it up to date; two processes may do so at once. Throws
 * `AccountsError`.
 */
export function openDatabase(path: string): OpenDatabase {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600); // SQLite gives the files beside it the same mode
  const file = new Database(path);
  try {
    bringUpToDate(file, path);
  } catch (error) {
    file.close();
    throw toAccountsError(error, path);
  }
  return { database: new Kysely<Tables>({ dialect: new SqliteDialect({ database: file }) }), close: () => close(file) };
}

/** libsql leaves what is in the write-ahead log there: its statements outlive the connection until they are collected. */
function close(file: Database.Database): void {
  file.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  file.close();
}

function bringUpToDate(file: Database.Database, path: string): void {
  file.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
  file.exec('PRAGMA journal_mode = WAL');
  // a key that was revoked stays so though the power fails
  file.exec('PRAGMA synchronous = FULL');
  file.exec('PRAGMA foreign_keys = ON');
  file.exec('BEGIN IMMEDIATE');
  try {
    migrate(file, path);
    file.exec('COMMIT');
  } catch (error) {
    file.exec('ROLLBACK');
    throw error;
  }
}

function migrate(file: Database.Database, path: string): void {
  const version = readNumber(file, 'user_version');
  if (version > migrations.length) {
    throw new AccountsError(
      'accounts_newer',
      `${path} was written by a later version of Sillage: start that one, or restore the backup of before its first start`,
    );
  }
  if (version > 0 && readNumber(file, 'application_id') !== applicationId) throw toDamaged(path, 'another program’s');
  const check = readPragma(file, 'quick_check(1)');
  if (check !== 'ok') throw toDamaged(path, String(check));
  for (const migration of migrations.slice(version)) file.exec(migration);
  file.exec(`PRAGMA application_id = ${applicationId}`);
  file.exec(`PRAGMA user_version = ${migrations.length}`);
}

function readNumber(file: Database.Database, name: string): number {
  return Number(readPragma(file, name));
}

function readPragma(file: Database.Database, name: string): unknown {
  const row: unknown = file.prepare(`PRAGMA ${name}`).get();
  return row && typeof row === 'object' ? Object.values(row)[0] : undefined;
}

function toAccountsError(error: unknown, path: string): unknown {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return /NOTADB|CORRUPT/.test(code) ? toDamaged(path, message, error) : error;
}

function toDamaged(path: string, why: string, cause?: unknown): AccountsError {
  return new AccountsError(
    'accounts_damaged',
    `${path} can't be read as a file of accounts (${why}): restore it from a backup; or move it away, with the files beside it
  that begin with its name, and make the first admin again: sillage user add you@example.com --role admin`,
    { cause },
  );
}
