import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Accounts, openAccounts } from '../open-accounts.js';
import { looksKeptMs } from './migrations.js';

let folder: string;
let path: string;
let opened: Accounts[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sillage-accounts-'));
  path = join(folder, 'accounts.db');
  opened = [];
});
afterEach(() => {
  for (const accounts of opened) accounts.close();
  rmSync(folder, { recursive: true });
});

function open(): Accounts {
  const accounts = openAccounts(path);
  opened.push(accounts);
  return accounts;
}

function change(sql: string): void {
  const file = new Database(path);
  file.exec(sql);
  file.close();
}

const ana = { email: 'ana@shop.example', name: 'Ana', role: 'admin', sites: [], passwordHash: 'x' } as const;
const look = { by: 'ana', site: 'one', route: '/v1/history', subject: { kind: 'customer', id: 'C' } } as const;

it('keeps its files to their owner, whatever mode they had', async () => {
  writeFileSync(path, '', { mode: 0o666 });
  await open().users.add(ana, 0);
  for (const end of ['', '-wal', '-shm']) expect(statSync(path + end).mode & 0o777).toBe(0o600);
});

it('has what was written when it is opened again, and while another process has it open', async () => {
  const first = open();
  await first.users.add(ana, 0);
  const second = open();
  expect(await second.users.list()).toMatchObject([{ email: ana.email }]);
  await second.users.remove('nobody');
  await first.users.add({ ...ana, email: 'b@shop.example' }, 0);
  expect(await second.users.list()).toHaveLength(2);
});

it('has all of it in the one file once it is closed', async () => {
  const accounts = openAccounts(path);
  await accounts.users.add(ana, 0);
  accounts.close();
  for (const end of ['-wal', '-shm']) rmSync(path + end, { force: true });
  expect(await open().users.list()).toHaveLength(1);
});

it.each([
  ['text', Buffer.from('not a database at all, but long enough to have a header of its own. '.repeat(40))],
  ['noise', Buffer.from(Array.from({ length: 8_192 }, (_, index) => (index * 37) % 251))],
])('says that a file of %s is damaged, and what to do', (_, content) => {
  writeFileSync(path, content);
  expect(open).toThrow(/accounts\.db can't be read.*restore it from a backup/s);
});

it('says that a file with a torn page is damaged', async () => {
  const accounts = openAccounts(path);
  for (let user = 0; user < 200; user++) await accounts.users.add({ ...ana, email: `${user}@shop.example` }, 0);
  accounts.close();
  const { size } = statSync(path);
  const file = openSync(path, 'r+');
  for (let page = 1; page < size / 4096; page++) writeSync(file, Buffer.alloc(64, 0xff), 0, 64, page * 4096);
  closeSync(file);
  expect(open).toThrow(expect.objectContaining({ code: 'accounts_damaged' }));
});

it('says that a later version wrote the file', () => {
  openAccounts(path).close();
  change('PRAGMA user_version = 99');
  expect(open).toThrow(expect.objectContaining({ code: 'accounts_newer' }));
});

it('takes no other program’s file', () => {
  change('CREATE TABLE theirs (x); PRAGMA user_version = 1');
  expect(open).toThrow(expect.objectContaining({ code: 'accounts_damaged' }));
});

it('lets nobody change a look, or delete one before its time', async () => {
  const { looks } = open();
  await looks.record({ ...look, at: Date.now() });
  for (const sql of ["UPDATE looks SET by = 'eve'", 'UPDATE looks SET at = 0', 'DELETE FROM looks']) {
    expect(() => change(sql)).toThrow(/a look is/);
  }
  await looks.record({ ...look, at: Date.now() - looksKeptMs - 1_000 });
  change(`DELETE FROM looks WHERE at < ${Date.now() - looksKeptMs}`);
  expect(await looks.list({ sites: [], limit: 10 })).toHaveLength(1);
});

it('deletes looks though one of them is within the second that the file still counts to its time', async () => {
  const { looks } = open();
  const now = Math.floor(Date.now() / 1_000) * 1_000 + 999;
  await looks.record({ ...look, at: now - looksKeptMs - 60_000 });
  await looks.record({ ...look, at: now - looksKeptMs - 1 });
  await looks.prune(now);
  expect(await looks.list({ sites: [], limit: 10 })).toMatchObject([{ at: now - looksKeptMs - 1 }]);
});
