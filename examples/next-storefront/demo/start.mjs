/** Starts Sillage and the shop on this machine: `node demo/start.mjs [--port 3000] [--server-port 8787] [--data .demo]`. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { definitions } from './definitions.mjs';

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const text = (value) => ({ type: 'string', default: value });
const { values: flags } = parseArgs({
  options: { port: text('3000'), 'server-port': text('8787'), data: text(join(root, '.demo')) },
});
const site = 'next';
const data = resolve(flags.data);
const origin = `http://127.0.0.1:${flags.port}`;
const url = `http://127.0.0.1:${flags['server-port']}`;

/** Made at the first start. A shop has them from `sillage init`. */
function readSecrets() {
  const file = join(data, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const secret = () => randomBytes(32).toString('base64url');
  const made = { secretKey: `sk_${secret()}`, cookieKey: secret(), identifySecret: secret() };
  mkdirSync(data, { recursive: true });
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

function writeConfig({ secretKey, cookieKey, identifySecret }) {
  const file = join(data, 'sillage.json');
  const shop = {
    id: site,
    name: 'Bivouac',
    origins: [origin],
    timeZone: 'Europe/Paris',
    currency: 'EUR',
    secretKeyHashes: [createHash('sha256').update(secretKey).digest('hex')],
    identifySecrets: [identifySecret],
  };
  const port = Number(flags['server-port']);
  const config = {
    host: '127.0.0.1',
    port,
    dataDir: './data',
    logLevel: 'warn',
    cookieKeys: [cookieKey],
    sites: [shop],
  };
  writeFileSync(file, JSON.stringify(config, null, 2), { mode: 0o600 });
  return file;
}

/** Its own group, so that Ctrl-C reaches it through this process alone, in order. */
function start(args, env) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
    detached: true,
  });
  child.once('exit', () => stop());
  return child;
}

async function untilItAnswers(address) {
  while (!isStopping) {
    const isOk = await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isOk) return;
    await delay(200);
  }
}

async function putDefinitions(key) {
  for (const [path, body] of definitions) {
    const reply = await fetch(`${url}/v1/${path}`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${key}`, 'Sillage-Site': site, 'If-None-Match': '*' },
      body: JSON.stringify(body),
    });
    // 412: the shop has it already
    if (!reply.ok && reply.status !== 412) throw new Error(`${path} was refused: ${await reply.text()}`);
  }
}

const running = [];
let isStopping = false;
async function stop() {
  if (isStopping) return;
  isStopping = true;
  for (const child of running.reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);

const secrets = readSecrets();
const env = {
  SILLAGE_URL: url,
  SILLAGE_SITE: site,
  SILLAGE_SECRET_KEY: secrets.secretKey,
  NEXT_TELEMETRY_DISABLED: '1',
};
const next = require.resolve('next/dist/bin/next');
running.push(start([require.resolve('@sillage/server/command'), 'start'], { SILLAGE_CONFIG: writeConfig(secrets) }));
try {
  // the address of Sillage is written into what is built
  const built = spawnSync(process.execPath, [next, 'build'], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  if (built.status !== 0) throw new Error('next build failed');
  await untilItAnswers(`${url}/readyz`);
  if (!isStopping) await putDefinitions(secrets.secretKey);
  if (!isStopping) running.push(start([next, 'start', '-H', '127.0.0.1', '-p', flags.port], env));
  await untilItAnswers(origin);
  if (!isStopping) console.log(`\n  The shop   ${origin}/\n  Sillage    ${url}/\n`);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
  await stop();
}
