import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from './child-process.js';
import { findFreePort } from './free-port.js';
import { waitUntil } from './wait-until.js';

/** From `e2e/harness/` as well as from `e2e/dist/harness/`. */
const folder = dirname(fileURLToPath(import.meta.url));
const recipes = join(folder.slice(0, folder.lastIndexOf(`${sep}e2e`)), 'docs/proxy');

/** An nginx with the recipes of `docs/proxy` as they stand, but for addresses and folders. */
export interface Cdn {
  /** What the browser opens; known before the start. */
  readonly origin: string;
  start(behind: { shop: string; sillage: string }): Promise<void>;
  /** What the cache holds: the key of each entry, and the file as nginx wrote it, headers included. */
  kept(): Promise<{ key: string; file: string }[]>;
  remove(): Promise<void>;
}

export async function createCdn(): Promise<Cdn> {
  const directory = await mkdtemp(join(tmpdir(), 'sillage-cdn-'));
  const cache = join(directory, 'cache');
  const port = await findFreePort();
  const origin = `http://127.0.0.1:${port}`;
  let stop = async () => {};
  return {
    origin,
    async start({ shop, sillage }) {
      const read = (name: string) => readFile(join(recipes, name), 'utf8');
      const pages = (await read('nginx-cdn.conf'))
        .replaceAll('/var/cache/nginx/pages', cache)
        .replaceAll('listen 80;', `listen 127.0.0.1:${port};`)
        .replaceAll('http://127.0.0.1:3000', shop);
      await mkdir(join(directory, 'snippets'));
      const own = (await read('nginx.conf')).replaceAll('http://127.0.0.1:8787', sillage);
      await writeFile(join(directory, 'snippets/sillage.conf'), own);
      const file = join(directory, 'nginx.conf');
      await writeFile(file, wrap(directory, pages));
      const child = startChild('nginx', ['-p', directory, '-e', join(directory, 'error.log'), '-c', file]);
      stop = () => child.stop();
      await waitUntil(async () => (await fetch(`${origin}/sillage/healthz`)).ok, { describe: child.output });
    },
    async kept() {
      const entries = await readdir(cache, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      return Promise.all(files.map(readEntry));
    },
    async remove() {
      await stop();
      await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** Everything that nginx writes stays in the folder. */
const wrap = (directory: string, servers: string) => `
daemon off; master_process off; pid ${directory}/nginx.pid; error_log ${directory}/error.log;
events {}
http {
  access_log off;
  client_body_temp_path ${directory}/body; proxy_temp_path ${directory}/proxy; fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi; scgi_temp_path ${directory}/scgi;
  ${servers}
}`;

/** `…\nKEY: http://127.0.0.1:4321/\nHTTP/1.1 200 OK\r\n…` after a head of bytes */
async function readEntry(path: string): Promise<{ key: string; file: string }> {
  const file = await readFile(path, 'latin1');
  return { key: /^KEY: (.*)$/m.exec(file)?.[1] ?? '', file };
}
