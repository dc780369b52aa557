import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSecretKey } from '@sillage/ingest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config.js';
import { tagOf } from '../tag.js';
import { type InitFiles, initSite } from './init.js';
import type { Io } from './io.js';
import { rotateKeys } from './keys.js';

const flags = { site: 'boutique', origin: ['https://boutique.example'], timeZone: 'Europe/Paris', currency: 'EUR' };

describe('init and keys', () => {
  let folder: string;
  let path: string;
  let files: InitFiles;
  let said: string[];
  let io: Io;
  const site = () => readConfig({ SILLAGE_CONFIG: path }).sites[0]!;
  const lastKey = () =>
    said
      .join('\n')
      .match(/sk_[\w-]+/g)!
      .at(-1)!;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sillage-init-'));
    path = join(folder, 'sillage.json');
    files = { configPath: path, dataDir: join(folder, 'sillage-data') };
    said = [];
    io = { out: (text) => said.push(text), err: (text) => said.push(text) };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('writes a file that the server reads, prints the secrets once and keeps only the hash of the key', async () => {
    await initSite({ ...flags, name: 'Boutique' }, files, io);
    expect(site()).toMatchObject({ id: 'boutique', name: 'Boutique', currency: 'EUR' });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(isSecretKey(site(), `Bearer ${lastKey()}`)).toBe(true);
    expect(isSecretKey(site(), 'Bearer sk_other')).toBe(false);
    expect(isSecretKey(site(), undefined)).toBe(false);
    expect(readFileSync(path, 'utf8')).not.toContain(lastKey());
    expect(said.join('\n')).toContain(site().identifySecrets[0]);
  });

  it('asks what the flags leave out, and takes the fallback', async () => {
    const answers: Record<string, string> = { Id: 'shop', Name: 'Shop', Origin: 'https://shop.example' };
    io.ask = async (question, fallback, check) => {
      const answer = answers[question.split(' ')[0]!] ?? fallback ?? '';
      expect(check(answer)).toBeUndefined();
      return answer;
    };
    await initSite({}, files, io);
    expect(site()).toMatchObject({ id: 'shop', name: 'Shop', origins: ['https://shop.example'], currency: 'EUR' });
  });

  it('prints the tag with its stub', async () => {
    await initSite(flags, files, io);
    for (const line of tagOf('boutique').split('\n')) expect(said.join('\n')).toContain(line);
  });

  it('takes an origin as a browser shows it, with a slash behind', async () => {
    await initSite({ ...flags, origin: ['https://boutique.example/'] }, files, io);
    expect(site().origins).toEqual(['https://boutique.example']);
  });

  it('makes no new keys for the data of others, unless told to', async () => {
    mkdirSync(files.dataDir);
    writeFileSync(join(files.dataDir, 'journal'), '');
    await expect(initSite(flags, files, io)).rejects.toThrow('--new-keys');
    expect(() => site()).toThrow('does not exist');
    await initSite({ ...flags, newKeys: true }, files, io);
    expect(site().id).toBe('boutique');
    await initSite({ ...flags, site: 'outlet' }, files, io);
    expect(readConfig({ SILLAGE_CONFIG: path }).sites).toHaveLength(2);
  });

  it('adds a second site and keeps the first', async () => {
    await initSite(flags, files, io);
    const before = site();
    await initSite({ ...flags, site: 'outlet' }, files, io);
    const sites = readConfig({ SILLAGE_CONFIG: path }).sites;
    expect(sites.map((each) => each.id)).toEqual(['boutique', 'outlet']);
    expect(sites[0]).toEqual(before);
  });

  it.each([
    ['a site that is there already', flags, 'has a site "boutique" already'],
    ['no id and nobody to ask', { ...flags, site: undefined }, '--site is missing'],
    ['no origin and nobody to ask', { ...flags, site: 'b', origin: [] }, '--origin is missing'],
    ['an origin with a path', { ...flags, site: 'b', origin: ['https://b.example/x'] }, '--origin https://b.example/x'],
    ['a currency sign', { ...flags, site: 'b', currency: '€' }, '--currency €: not an ISO 4217 code'],
  ])('refuses %s', async (_, wrong, message) => {
    await initSite(flags, files, io);
    const { site: id, ...rest } = wrong;
    await expect(initSite({ ...rest, ...(id !== undefined && { site: id }) }, files, io)).rejects.toThrow(message);
  });

  it('keeps the old secret key valid until it is retired', async () => {
    await initSite(flags, files, io);
    const old = lastKey();
    rotateKeys({ site: 'boutique' }, path, io);
    const fresh = lastKey();
    expect(fresh).not.toBe(old);
    expect([old, fresh].map((key) => isSecretKey(site(), `Bearer ${key}`))).toEqual([true, true]);
    rotateKeys({ site: 'boutique', retire: true }, path, io);
    expect([old, fresh].map((key) => isSecretKey(site(), `Bearer ${key}`))).toEqual([false, true]);
  });

  it('puts a new identify secret and a new cookie key first', async () => {
    await initSite(flags, files, io);
    const { cookieKeys } = readConfig({ SILLAGE_CONFIG: path });
    const { identifySecrets } = site();
    rotateKeys({ identify: true }, path, io);
    rotateKeys({ cookie: true }, path, io);
    expect(site().identifySecrets.slice(1)).toEqual(identifySecrets);
    expect(readConfig({ SILLAGE_CONFIG: path }).cookieKeys.slice(1)).toEqual(cookieKeys);
    rotateKeys({ cookie: true, retire: true }, path, io);
    expect(readConfig({ SILLAGE_CONFIG: path }).cookieKeys).toHaveLength(1);
  });

  it.each([
    [{ site: 'other' }, 'no site "other": one of boutique'],
    [{ secret: true, cookie: true }, 'give one of'],
  ])('says what is wrong with %j', async (wrong, message) => {
    await initSite(flags, files, io);
    expect(() => rotateKeys(wrong, path, io)).toThrow(message);
  });
});
