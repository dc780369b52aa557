import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ClickHouseError } from '@clickhouse/client';
import { afterEach, expect, it } from 'vitest';
import { PointReader } from './point-reader.js';

let server: Server;
let reader: PointReader;
const query = { sql: 'SELECT 1', parameters: {}, settings: {}, timeoutMs: 1_000 };

async function serve(answer: RequestListener): Promise<void> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  reader = new PointReader({ url: `http://127.0.0.1:${port}`, database: 'sillage' });
}
afterEach(() => {
  reader.close();
  server.close();
});

it('asks again where a kept connection was closed in the moment of its use, and once only', async () => {
  let requests = 0;
  await serve((request, response) => {
    requests += 1;
    if (requests === 2) request.socket.destroy();
    else response.end('[1]\n');
  });
  expect(await reader.read(query)).toBe('[1]\n');
  expect(await reader.read(query)).toBe('[1]\n');
  expect(requests).toBe(3);
});

it('tells what ClickHouse says of a query that failed', async () => {
  await serve((_request, response) => {
    response.writeHead(400, { 'X-ClickHouse-Exception-Code': '62' });
    response.end('Code: 62. DB::Exception: Syntax error. (SYNTAX_ERROR) (version 26.7)');
  });
  const failure = await reader.read(query).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ClickHouseError);
  expect(failure).toMatchObject({ code: '62', type: 'SYNTAX_ERROR' });
});

it('gives up in time', async () => {
  await serve(() => {});
  await expect(reader.read({ ...query, timeoutMs: 50 })).rejects.toMatchObject({ name: 'TimeoutError' });
});

it('leaves what is too long for a URL to the client', async () => {
  await serve((_request, response) => response.end());
  expect(await reader.read({ ...query, parameters: { ids: Array(1_000).fill('0'.repeat(36)) } })).toBeUndefined();
});
