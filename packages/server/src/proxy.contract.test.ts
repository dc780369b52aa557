import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningServer } from './start-server.js';
import { type Boutique, Browser, createBoutique } from './testing/boutique.js';

interface Proxy {
  name: string;
  command: string;
  recipe: string;
  install: string;
  /** A whole configuration around the recipe; everything it writes stays in the folder. */
  wrap(setting: { port: number; folder: string; recipe: string }): string;
  /** In the foreground. */
  toArguments(folder: string, file: string): string[];
}

const nginx: Proxy = {
  name: 'nginx',
  command: 'nginx',
  recipe: 'nginx.conf',
  install: 'apt-get install nginx-light',
  wrap: ({ port, folder, recipe }) => `
    daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
    events {}
    http {
      access_log ${folder}/access.log;
      client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
      uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
      server { listen 127.0.0.1:${port}; ${recipe} }
    }`,
  toArguments: (folder, file) => ['-p', folder, '-e', join(folder, 'error.log'), '-c', file],
};

const apache: Proxy = {
  name: 'Apache',
  command: 'apache2',
  recipe: 'apache.conf',
  install: 'apt-get install apache2-bin',
  wrap: ({ port, folder, recipe }) => `
ServerRoot ${folder}
ServerName localhost
Listen 127.0.0.1:${port}
PidFile ${folder}/apache.pid
ErrorLog ${folder}/error.log
DefaultRuntimeDir ${folder}
User www-data
Group www-data
${['mpm_event', 'authz_core', 'proxy', 'proxy_http', 'headers', 'setenvif']
  .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  .join('\n')}
LogFormat "%h %U" short
CustomLog ${folder}/access.log short env=!sillage
<VirtualHost *:${port}>
${recipe}
</VirtualHost>`,
  toArguments: (_, file) => ['-D', 'FOREGROUND', '-f', file],
};

const isInstalled = (command: string) => spawnSync(command, ['-v']).error === undefined;
const recipes = fileURLToPath(new URL('../../../docs/proxy/', import.meta.url));

describe.each([nginx, apache])('a shop behind $name', (proxy) => {
  const isHere = isInstalled(proxy.command);
  if (!isHere) process.stdout.write(`${proxy.name} is not here, so its recipe is not run: ${proxy.install}\n`);

  let boutique: Boutique;
  let server: RunningServer;
  let child: ChildProcess | undefined;
  let shop: string;
  let folder: string;

  beforeEach(async () => {
    if (!isHere) return;
    boutique = await createBoutique();
    server = await boutique.start();
    const port = await findFreePort();
    shop = `http://127.0.0.1:${port}`;
    folder = join(boutique.folder, 'proxy');
    mkdirSync(folder);
    const recipe = readFileSync(join(recipes, proxy.recipe), 'utf8').replaceAll('http://127.0.0.1:8787', server.url);
    const file = join(folder, 'proxy.conf');
    writeFileSync(file, proxy.wrap({ port, folder, recipe }));
    child = spawn(proxy.command, proxy.toArguments(folder, file), { stdio: ['ignore', 'ignore', 'inherit'] });
    await expect.poll(() => fetch(shop).then((reply) => reply.status), { timeout: 10_000 }).toBeGreaterThan(0);
  });
  afterEach(async () => {
    if (child && child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await server?.stop();
    boutique?.remove();
  });

  it.runIf(isHere)(
    'gets the visitor a cookie of its own origin, and takes its events, without a line in the log',
    async () => {
      const browser = new Browser(`${shop}/sillage`);
      const consent = await browser.consent(['measurement', 'personalisation']);
      expect(consent.status).toBe(200);
      expect(consent.headers.get('Set-Cookie')).toMatch(/^__Host-sillage=v1\..*HttpOnly; Secure/);
      expect(consent.headers.get('Cache-Control')).toBe('private, no-store');
      expect(await (await browser.viewPage('/sacs')).json()).toMatchObject({ accepted: 1 });
      expect((await browser.me()).status).toBe(200);
      await fetch(`${shop}/elsewhere`);
      await expect.poll(() => readFileSync(join(folder, 'access.log'), 'utf8')).toContain('/elsewhere');
      expect(readFileSync(join(folder, 'access.log'), 'utf8')).not.toContain('/sillage');
    },
  );

  it.runIf(isHere)('writes neither address nor referrer into a log while Sillage is stopped', async () => {
    await server.stop();
    const referrer = 'https://boutique.example/secret-page';
    const reply = await fetch(`${shop}/sillage/v1/probe`, { headers: { Referer: referrer } });
    expect([502, 503]).toContain(reply.status);
    for (const log of ['access.log', 'error.log']) {
      const written = readFileSync(join(folder, log), 'utf8');
      expect(written).not.toContain('secret-page');
      expect(written).not.toContain('/sillage/v1');
    }
  });

  it.runIf(isHere)('passes on what the doctor asks for, and not what is the server’s own', async () => {
    const probe = await fetch(`${shop}/sillage/v1/probe`, {
      headers: { Cookie: '__Host-sillage-probe=1', Origin: shop },
    });
    expect(probe.headers.get('Set-Cookie')).toContain('__Host-sillage-probe');
    expect(await probe.json()).toMatchObject({ service: 'sillage', hasCookie: true, hasOrigin: true, isHttps: false });
    for (const path of ['metrics', 'readyz']) expect((await fetch(`${shop}/sillage/${path}`)).status).toBe(404);
  });
});

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
