import { Agent } from 'node:https';
import { type ClickHouseClient, ClickHouseLogLevel, type ClickHouseSettings, createClient } from '@clickhouse/client';
import { WarehouseError } from '../warehouse.js';

/** Where ClickHouse is, and as whom to ask it. */
export interface Connection {
  url: string;
  user?: string;
  password?: string;
  database: string;
  /** Sent with each request. */
  headers?: Record<string, string>;
  tls?: TlsOptions;
}

export interface TlsOptions {
  /** PEM of the authority that signed the server's certificate, where it is not a public one. */
  ca?: Buffer;
  /** Accept any certificate. For a trial only. */
  isInsecure?: boolean;
}

/** Sent with each query, whatever it is. */
export const settings: ClickHouseSettings = {
  // Batches are made by the loader; ClickHouse's own (on by default since 26.3) would acknowledge them apart.
  async_insert: 0,
  // A block goes to its views side by side: what waits for the disk in one does not hold up the others.
  parallel_view_processing: 1,
  output_format_json_quote_64bit_integers: 1,
  deduplicate_blocks_in_dependent_materialized_views: 1,
  input_format_skip_unknown_fields: 0,
  // Its text can hold a visitor's id, and the log of a server outlives an erasure.
  log_queries: 0,
  // Their timers cost a point query more than its reading.
  query_profiler_real_time_period_ns: '0',
  query_profiler_cpu_time_period_ns: '0',
  // One block of one insert: its token stands for all of it.
  input_format_parallel_parsing: 0,
  max_insert_threads: '1',
  // Else a query gets but one thread unless a gigabyte is free for each, and the embedded engine has less. What is heavy has a limit of its own.
  max_threads_min_free_memory_per_thread: '0',
  // Its two threads, started anew for each answer, cost a point query twice what the query does.
  output_format_parallel_formatting: 0,
};

/** Throws `WarehouseError` `refused` for an address or options that the client does not take. */
export function connect({ url, user, password, database, headers, tls }: Connection): ClickHouseClient {
  try {
    return createClient({
      url,
      database,
      application: 'sillage',
      ...(user === undefined ? {} : { username: user }),
      ...(password === undefined ? {} : { password }),
      ...(headers === undefined ? {} : { http_headers: headers }),
      ...toTls(tls),
      max_open_connections: 16,
      request_timeout: 600_000,
      clickhouse_settings: settings,
      log: { level: ClickHouseLogLevel.OFF },
    });
  } catch {
    // The client's own text can quote the URL with its password.
    throw new WarehouseError('refused', 'The address or options of ClickHouse are not ones that its client takes.');
  }
}

function toTls(tls: TlsOptions | undefined) {
  if (tls?.isInsecure) return { http_agent: new Agent({ rejectUnauthorized: false, keepAlive: true }) };
  return tls?.ca ? { tls: { ca_cert: tls.ca } } : {};
}
