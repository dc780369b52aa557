import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rayons } from '../catalogue/rayons.js';
import { topicsInFrench } from '../interests.js';
import type { Admin } from './add-admin.js';

/** What the demo keeps between starts, beside the server's data. */
export interface DemoSecrets {
  secretKey: string;
  identifySecret: string;
  cookieKey: string;
  /** Of the store's own cookies. */
  sessionSecret: string;
}

export interface DemoSite {
  site: string;
  origins: string[];
  port: number;
  scriptName: string;
  /** Without the prefix that its mode adds. */
  cookieName: string;
  policyVersion: string;
}

const secret = (): string => randomBytes(32).toString('base64url');

/** The files of the demo in one directory: `sillage.json`, `secrets.json`, `secret-key`, `admin.json`, `visitor.json`, `data/`. */
export class DemoFiles {
  constructor(readonly directory: string) {}

  get configPath(): string {
    return join(this.directory, 'sillage.json');
  }

  /** The secrets of the first start; made and kept where there are none. */
  async secrets(): Promise<DemoSecrets> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    const kept = await this.#read<DemoSecrets>('secrets.json');
    if (kept !== undefined) return kept;
    const made = {
      secretKey: `sk_${secret()}`,
      identifySecret: secret(),
      cookieKey: secret(),
      sessionSecret: secret(),
    };
    await this.#write('secrets.json', JSON.stringify(made, null, 2));
    await this.#write('secret-key', made.secretKey);
    return made;
  }

  /** The demo's own admin of the marketer's page; the password of the first start. */
  async admin(): Promise<Admin> {
    const kept = await this.#read<Admin>('admin.json');
    if (kept !== undefined) return kept;
    const made = { email: 'demo@escale.example', password: secret() };
    await this.#write('admin.json', JSON.stringify(made, null, 2));
    return made;
  }

  /** Configuration of the Sillage server, written anew at each start: the ports may differ. */
  async writeConfig(demo: DemoSite, secrets: DemoSecrets): Promise<void> {
    const config = {
      host: '127.0.0.1',
      port: demo.port,
      dataDir: './data',
      scriptName: demo.scriptName,
      logLevel: 'warn',
      cookieKeys: [secrets.cookieKey],
      sites: [
        {
          id: demo.site,
          name: 'Escale',
          origins: demo.origins,
          timeZone: 'Europe/Paris',
          currency: 'EUR',
          policyVersion: demo.policyVersion,
          visitorCookie: { mode: 'host', name: demo.cookieName },
          secretKeyHashes: [createHash('sha256').update(secrets.secretKey).digest('hex')],
          identifySecrets: [secrets.identifySecret],
          contactPressure: { contacts: 10, days: 7 },
          interests: { topics: topicsInFrench(rayons) },
        },
      ],
    };
    await this.#write('sillage.json', JSON.stringify(config, null, 2));
  }

  /** Body of `POST /v1/history` for one of the shoppers of the first start. */
  exampleVisitor(): Promise<{ site: string; visitorToken: string } | undefined> {
    return this.#read('visitor.json');
  }

  async keepExampleVisitor(site: string, visitorToken: string): Promise<void> {
    await this.#write('visitor.json', JSON.stringify({ site, visitorToken, limit: 3 }, null, 2));
  }

  async #read<T>(name: string): Promise<T | undefined> {
    try {
      return JSON.parse(await readFile(join(this.directory, name), 'utf8')) as T;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async #write(name: string, content: string): Promise<void> {
    await writeFile(join(this.directory, name), content, { mode: 0o600 });
  }
}
