import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from './config.js';
import { readJson, writeConfigFile } from './config-file.js';

const site = {
  id: 'boutique',
  name: 'Boutique',
  origins: ['https://boutique.example'],
  timeZone: 'Europe/Paris',
  currency: 'EUR',
};
const whole = { cookieKeys: ['k'.repeat(43)], sites: [site] };

describe('configuration', () => {
  let folder: string;
  let path: string;
  const read = (environment: Record<string, string> = {}) => readConfig({ SILLAGE_CONFIG: path, ...environment });
  const write = (content: unknown) => writeFileSync(path, JSON.stringify(content), { mode: 0o600 });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sillage-config-'));
    path = join(folder, 'sillage.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('fills in what a short file leaves out', () => {
    write(whole);
    expect(read()).toMatchObject({
      host: '127.0.0.1',
      port: 8787,
      dataDir: join(folder, 'sillage-data'),
      scriptName: 'sillage.js',
      basePath: '',
      sites: [{ ...site, retentionDays: 760, visitorCookie: { mode: 'host', name: 'sillage' } }],
    });
    expect(read().clickhouse).toBeUndefined();
  });

  it('lets the environment win over the file', () => {
    write({ ...whole, port: 1, clickhouse: { url: 'http://one.example:8123', user: 'file', caPath: 'ca.pem' } });
    const config = read({
      SILLAGE_PORT: '0',
      SILLAGE_HOST: '127.0.0.2',
      SILLAGE_DATA: '/var/lib/sillage',
      SILLAGE_CLICKHOUSE_URL: 'https://two.example:8443',
      SILLAGE_CLICKHOUSE_PASSWORD: 'p',
      SILLAGE_LOG_LEVEL: 'warn',
    });
    expect(config).toMatchObject({ port: 0, host: '127.0.0.2', dataDir: '/var/lib/sillage', logLevel: 'warn' });
    expect(config.clickhouse).toEqual({
      url: 'https://two.example:8443',
      user: 'file',
      password: 'p',
      database: 'sillage',
      caPath: join(folder, 'ca.pem'),
    });
  });

  it.each([
    ['an origin with a path', { ...site, origins: ['https://a.example/'] }, 'sites[0].origins[0]: not an origin'],
    ['no origin', { ...site, origins: [] }, 'sites[0].origins'],
    ['an unknown time zone', { ...site, timeZone: 'Paris' }, 'sites[0].timeZone: not an IANA time zone'],
    ['a currency sign', { ...site, currency: '€' }, 'sites[0].currency: not an ISO 4217 code'],
    ['an id with a space', { ...site, id: 'My Shop' }, 'sites[0].id: not an id: lower-case letters'],
    ['a mistyped key', { ...site, retentionDay: 3 }, 'Unrecognized key: "retentionDay"'],
    ['a bad address', { ...site, internalAddresses: ['10.0.0.0/99'] }, 'sites[0].internalAddresses[0]: not an IP'],
    [
      'a domain cookie without domain',
      { ...site, visitorCookie: { mode: 'domain' } },
      'sites[0].visitorCookie.domain: belongs to',
    ],
  ])('names the key of %s', (_, wrong, message) => {
    write({ ...whole, sites: [wrong] });
    expect(() => read()).toThrow(message);
  });

  it('refuses two sites of one id', () => {
    write({ ...whole, sites: [site, site] });
    expect(() => read()).toThrow('sites[1].id: another site has this id');
  });

  it('never tells a secret in an error', () => {
    write({ ...whole, cookieKeys: ['short-secret'] });
    expect(() => read()).toThrow('cookieKeys[0]: shorter than 32 characters');
    expect(() => read()).not.toThrow('short-secret');
  });

  it('names the variable that is wrong', () => {
    write(whole);
    expect(() => read({ SILLAGE_PORT: 'http' })).toThrow('SILLAGE_PORT');
    expect(() => read({ SILLAGE_CLICKHOUSE_URL: 'localhost' })).toThrow('SILLAGE_CLICKHOUSE_URL');
  });

  it('says what to do without a file, and with one that is no JSON', () => {
    expect(() => read()).toThrow('run this in the folder of its sillage.json, or name it');
    expect(() => read()).toThrow('SILLAGE_CONFIG=');
    expect(() => read()).toThrow('"sillage init" writes it');
    expect(() => readJson(path)).toThrow('SILLAGE_CONFIG=');
    writeFileSync(path, '{', { mode: 0o600 });
    expect(() => read()).toThrow('is not JSON');
  });

  it('refuses a file that every user can read', () => {
    write(whole);
    chmodSync(path, 0o644);
    expect(() => read()).toThrow(`chmod 600 ${path}`);
  });

  it('writes for the owner alone, and never what it could not read', () => {
    writeConfigFile(path, whole);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(() => writeConfigFile(path, {})).toThrow('cookieKeys');
    expect(read().sites).toHaveLength(1);
  });
});
