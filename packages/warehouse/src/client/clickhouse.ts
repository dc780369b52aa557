import { Readable } from 'node:stream';
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';
import { type Connection, connect, settings } from './connection.js';
import { toWarehouseError } from './failure.js';
import { PointReader } from './point-reader.js';

/** Values of a query's `{name:Type}` places. */
export type Parameters = Record<string, string | number | boolean | readonly (string | number)[]>;

/** A query with a name for its errors; each value is a bound parameter. */
export interface NamedQuery {
  /** Completes "ClickHouse did not …". */
  action: string;
  sql: string;
  /** Milliseconds until it is given up; default 30,000. */
  timeoutMs?: number;
  /** Aborted by who asked, when the answer is not wanted any more. */
  signal?: AbortSignal;
  /** Of the queries that share temporary tables. */
  sessionId?: string;
  /** While one with this id runs, another fails as `locked`. */
  queryId?: string;
  settings?: ClickHouseSettings;
  /** Its settings limit its time and memory: beyond them it fails as `too_heavy`. */
  isBounded?: boolean;
}

/** An answer as bytes, and of how many rows it is, where ClickHouse says it. */
export interface AnswerFile {
  bytes: Readable;
  rows?: number;
}

const pointSettings: ClickHouseSettings = {
  max_threads: 1,
  // Somebody waits for it: what has a higher number stands still meanwhile. 0, the default, waits for nobody and holds up nobody.
  priority: '1',
  date_time_output_format: 'unix_timestamp',
  // The older one plans a point query with a tenth less; where it is gone, the setting says nothing.
  enable_analyzer: 0,
};

const defaultTimeoutMs = 30_000;

/** The one way in which Sillage speaks to ClickHouse, embedded or not. Every failure is a `WarehouseError`. */
export class ClickHouse {
  readonly #connection: () => Connection;
  #connected: Connected | undefined;

  /** `connection` is asked before each query: an engine that was started again listens elsewhere. */
  constructor(connection: () => Connection) {
    this.#connection = connection;
  }

  async rows<Row>(query: NamedQuery, parameters: Parameters = {}): Promise<Row[]> {
    return this.#ask(query, async (client) => {
      const result = await client.query({
        query: query.sql,
        query_params: parameters,
        format: 'JSONEachRow',
        clickhouse_settings: { max_threads: 1, ...query.settings },
        abort_signal: signalOf(query),
        ...ofSession(query),
      });
      return result.json<Row>();
    });
  }

  /**
   * Rows as arrays, less to write, send and read than objects; times as text in seconds, such as `1788220800.417`.
   * For point queries, where planning each function of a column costs more than applying it.
   */
  async tuples<Tuple extends readonly unknown[]>(query: NamedQuery, parameters: Parameters = {}): Promise<Tuple[]> {
    const ofPoint: ClickHouseSettings = { ...pointSettings, ...query.settings };
    return this.#ask(query, async (client, reader) => {
      const timeoutMs = query.timeoutMs ?? defaultTimeoutMs;
      const answer = await reader.read({
        sql: query.sql,
        parameters,
        settings: { ...settings, ...ofPoint },
        timeoutMs,
      });
      const text = answer ?? (await askForText(client, { ...query, settings: ofPoint }, parameters));
      // one text of a few rows: reading it as a stream of lines costs more than the lines
      return JSON.parse(`[${text.trimEnd().replaceAll('\n', ',')}]`) as Tuple[];
    });
  }

  /** Rows as they arrive, never all at once: for results that are large. */
  async *stream<Row>(query: NamedQuery, parameters: Parameters = {}): AsyncGenerator<Row> {
    const result = await this.#ask(query, (client) =>
      client.query({
        query: query.sql,
        query_params: parameters,
        format: 'JSONEachRow',
        clickhouse_settings: { max_threads: 1, ...query.settings },
        abort_signal: signalOf(query),
        ...(query.queryId !== undefined && { query_id: query.queryId }),
      }),
    );
    try {
      for await (const rows of result.stream<Row>()) for (const row of rows) yield row.json();
    } catch (error) {
      throw toWarehouseError(error, query.action);
    } finally {
      result.close();
    }
  }

  /**
   * The answer in a format of ClickHouse's own, as bytes. Whole or in error: ClickHouse has the answer ready before it sends
   * the first byte (in a file of its own where it is long), so that what fails later can only be the connection, which
   * ends the stream in a `WarehouseError`.
   */
  async file(query: NamedQuery & { format: string }, parameters: Parameters = {}): Promise<AnswerFile> {
    const { stream, summary } = await this.#ask(query, (client) =>
      client.exec({
        query: `${query.sql} FORMAT ${query.format}`,
        query_params: parameters,
        clickhouse_settings: { ...query.settings, wait_end_of_query: 1 },
        abort_signal: signalOf(query),
        ...ofSession(query),
      }),
    );
    const rows = Number(summary?.result_rows ?? Number.NaN);
    const bytes = Readable.from(withWarehouseErrors(stream, query.action), { objectMode: false });
    return { bytes, ...(Number.isSafeInteger(rows) && { rows }) };
  }

  async run(query: NamedQuery, parameters: Parameters = {}): Promise<void> {
    await this.#ask(query, (client) =>
      client.command({
        query: query.sql,
        query_params: parameters,
        clickhouse_settings: { ...query.settings },
        abort_signal: signalOf(query),
        ...ofSession(query),
      }),
    );
  }

  /** Lines of JSON as they are, each ended by a newline, into a table that the caller did not take from outside. */
  async insertLines(query: NamedQuery, lines: Buffer, parameters: Parameters = {}): Promise<void> {
    await this.#ask(query, (client) =>
      client
        .exec({
          query: query.sql,
          query_params: parameters,
          values: Readable.from([lines], { objectMode: false }),
          clickhouse_settings: { ...query.settings },
          abort_signal: signalOf(query),
        })
        .then(async ({ stream }) => {
          for await (const _ of stream); // the socket is free again only when the answer was read
        }),
    );
  }

  async isReachable(): Promise<boolean> {
    try {
      await this.rows({ action: 'answer', sql: 'SELECT 1', timeoutMs: 2_000 });
      return true;
    } catch {
      return false; // the question was whether it answers
    }
  }

  async close(): Promise<void> {
    const connected = this.#connected;
    this.#connected = undefined;
    connected?.reader.close();
    await connected?.client.close();
  }

  async #ask<T>(query: NamedQuery, work: (client: ClickHouseClient, reader: PointReader) => Promise<T>): Promise<T> {
    try {
      const { client, reader } = this.#connect();
      return await work(client, reader);
    } catch (error) {
      throw toWarehouseError(error, query.action, query.isBounded);
    }
  }

  #connect(): Connected {
    const connection = this.#connection();
    if (this.#connected?.url === connection.url) return this.#connected;
    this.close().catch(() => {}); // what is still under way there fails by itself
    this.#connected = { url: connection.url, client: connect(connection), reader: new PointReader(connection) };
    return this.#connected;
  }
}

interface Connected {
  url: string;
  client: ClickHouseClient;
  reader: PointReader;
}

async function* withWarehouseErrors(chunks: AsyncIterable<Buffer>, action: string): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    throw toWarehouseError(error, action);
  }
}

const ofSession = ({ sessionId }: NamedQuery) => (sessionId === undefined ? {} : { session_id: sessionId });

function signalOf({ timeoutMs = defaultTimeoutMs, signal }: NamedQuery): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

async function askForText(client: ClickHouseClient, query: NamedQuery, parameters: Parameters): Promise<string> {
  const result = await client.query({
    query: query.sql,
    query_params: parameters,
    format: 'JSONCompactEachRow',
    clickhouse_settings: { ...query.settings },
    abort_signal: signalOf(query),
  });
  return result.text();
}
