import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { decide } from './stand-in.js';

const client = join(
  dirname(createRequire(import.meta.url).resolve('@sillage/sdk/sillage.js')),
  '../adapters/personalise.php',
);
const reply = {
  recognised: true,
  visits: 3,
  lastVisits: [],
  interests: [],
  segments: [],
  decisions: { hero: decide('hero') },
};
const nothing = { recognised: false, visits: 0, lastVisits: [], interests: [], segments: [], decisions: [] };

const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
let answer: (incoming: IncomingMessage, outgoing: ServerResponse) => unknown;
let requests: { headers: IncomingMessage['headers']; body: unknown }[];
let endpoint: string;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

beforeEach(() => {
  requests = [];
  answer = async (incoming, outgoing) => {
    requests.push({ headers: incoming.headers, body: JSON.parse(await text(incoming)) });
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  };
});

async function run(code: string): Promise<string> {
  const { stdout } = await promisify(execFile)('php', ['-r', `require $argv[1]; ${code}`, client, endpoint]);
  return stdout;
}

const ask = async (timeoutMs: number) =>
  JSON.parse(
    await run(`$from = microtime(true);
      $reply = sillage_personalise(['endpoint' => $argv[2], 'site' => 'shop', 'key' => 'sk_1', 'timeoutMs' => ${timeoutMs}],
        ['slots' => ['hero'], 'visitorToken' => 'signed', 'context' => ['path' => '/']]);
      echo json_encode(['reply' => $reply, 'tookMs' => (microtime(true) - $from) * 1000]);`),
  );

it('asks by secret key for the visitor that the cookie names', async () => {
  expect((await ask(10_000)).reply).toEqual(reply);
  expect(requests[0]?.headers.authorization).toBe('Bearer sk_1');
  expect(requests[0]?.body).toEqual({
    site: 'shop',
    slots: ['hero'],
    visitorToken: 'signed',
    context: { path: '/' },
  });
});

it.each<[string, typeof answer]>([
  ['an error', (_, outgoing) => outgoing.writeHead(401).end('{"code":"invalid_key"}')],
  ['no JSON', (_, outgoing) => outgoing.end('<html>')],
  ['no answer', (incoming) => incoming.socket.destroy()],
  ['silence', () => undefined],
  ['an answer that stops half-way', (_, outgoing) => outgoing.write('{"decisions":')],
])('gives the default for %s, in time', async (_, answered) => {
  answer = answered;
  const { reply: given, tookMs } = await ask(300);
  expect(given).toEqual(nothing);
  expect(tookMs).toBeLessThan(5000);
});

it('asks for the default of a visitor without a cookie', async () => {
  await run(`sillage_personalise(['endpoint' => $argv[2], 'site' => 'shop', 'key' => 'sk_1'],
    ['slots' => ['hero'], 'visitorToken' => $_COOKIE['__Host-sillage'] ?? '', 'context' => []]);`);
  expect(requests[0]?.body).toEqual({ site: 'shop', slots: ['hero'] });
});

it('leaves out what is not there, and nothing else', async () => {
  await run(`sillage_personalise(['endpoint' => $argv[2], 'site' => 'shop', 'key' => 'sk_1'],
    ['slots' => ['hero'], 'customerId' => '0', 'preview' => $_GET['sillage_preview'] ?? null]);`);
  expect(requests[0]?.body).toEqual({ site: 'shop', slots: ['hero'], customerId: '0' });
});

it('tells the browser what it rendered', async () => {
  const decision = `['decisionId' => 'd1', 'kind' => 'offer', 'offerId' => 'a"b']`;
  expect(await run(`echo sillage_slot_attributes('hero', ${decision});`)).toBe(
    'data-sillage-slot="hero" data-sillage-decision="d1" data-sillage-kind="offer" data-sillage-offer="a&quot;b"',
  );
  const named0 = `['decisionId' => 'd1', 'kind' => 'offer', 'offerId' => '0']`;
  expect(await run(`echo sillage_slot_attributes('0', ${named0});`)).toBe(
    'data-sillage-slot="0" data-sillage-decision="d1" data-sillage-kind="offer" data-sillage-offer="0"',
  );
  expect(await run(`echo sillage_slot_attributes('hero');`)).toBe('data-sillage-slot="hero"');
  const forNobody = `['decisionId' => 'd1', 'kind' => 'default', 'isForNobody' => true]`;
  expect(await run(`echo sillage_slot_attributes('hero', ${forNobody});`)).toBe('data-sillage-slot="hero"');
  // what only the browser can show it asks for
  const survey = `['decisionId' => 'd1', 'kind' => 'offer', 'offerId' => 'survey:a', 'survey' => ['id' => 'a']]`;
  expect(await run(`echo sillage_slot_attributes('hero', ${survey});`)).toBe('data-sillage-slot="hero"');
});
