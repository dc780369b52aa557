import { request as askPlain, Agent as PlainAgent, type RequestOptions } from 'node:http';
import { request as askSecurely, Agent as SecureAgent } from 'node:https';
import { type ClickHouseSettings, parseError } from '@clickhouse/client';
import type { Parameters } from './clickhouse.js';
import type { Connection } from './connection.js';
import { toParameter } from './parameter.js';

/** Longer than this is for the client, which puts parameters into the body. */
const longestPath = 16_384;

export interface PointQuery {
  sql: string;
  parameters: Parameters;
  settings: ClickHouseSettings;
  timeoutMs: number;
}

/**
 * Reads a few rows over kept connections: a visitor is waiting, and `@clickhouse/client` takes twice as long to send such
 * a query and to take its answer as ClickHouse to think about it (decisions/0014). Same interface, same errors.
 */
export class PointReader {
  readonly #connection: Connection;
  readonly #agent: PlainAgent;
  readonly #url: URL;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#url = new URL(connection.url);
    const { tls } = connection;
    const options = { keepAlive: true, maxSockets: 16 };
    this.#agent =
      this.#url.protocol === 'https:'
        ? new SecureAgent({ ...options, ...(tls?.ca && { ca: tls.ca }), rejectUnauthorized: !tls?.isInsecure })
        : new PlainAgent(options);
  }

  /** The answer as text, or undefined for a query that is too long to be asked in this way. */
  async read(query: PointQuery): Promise<string | undefined> {
    const path = this.#toPath(query);
    if (path.length > longestPath) return undefined;
    try {
      return await this.#ask(path, query);
    } catch (error) {
      // ClickHouse closed a kept connection in the moment of its use
      if (!(error instanceof StaleConnection)) throw error;
      return await this.#ask(path, query);
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  #toPath({ parameters, settings }: PointQuery): string {
    const search = new URLSearchParams({ database: this.#connection.database, default_format: 'JSONCompactEachRow' });
    for (const [name, value] of Object.entries(settings)) if (value !== undefined) search.set(name, String(value));
    for (const [name, value] of Object.entries(parameters)) search.set(`param_${name}`, toParameter(value));
    return `${this.#url.pathname}?${search}`;
  }

  #ask(path: string, { sql, timeoutMs }: PointQuery): Promise<string> {
    const { hostname, port, protocol } = this.#url;
    const { user, password = '', headers = {} } = this.#connection;
    const options: RequestOptions = {
      method: 'POST',
      hostname,
      port,
      path,
      agent: this.#agent,
      headers: {
        ...headers,
        ...(user === undefined ? {} : { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password }),
        'Content-Length': Buffer.byteLength(sql),
      },
    };
    return new Promise((resolve, reject) => {
      const request = (protocol === 'https:' ? askSecurely : askPlain)(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const hasFailed = response.statusCode !== 200 || 'x-clickhouse-exception-code' in response.headers;
          if (hasFailed) reject(parseError(text));
          else resolve(text);
        });
      });
      request.setTimeout(timeoutMs, () => request.destroy(new DOMException('', 'TimeoutError')));
      request.on('error', (error: NodeJS.ErrnoException) => {
        const isStale = request.reusedSocket && error.code === 'ECONNRESET';
        reject(isStale ? new StaleConnection() : error);
      });
      request.end(sql);
    });
  }
}

class StaleConnection extends Error {}
