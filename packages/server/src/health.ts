import { timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { Registry } from 'prom-client';
import { hashKey } from './keys.js';
import { isLoopback } from './peer.js';

export interface HealthOptions {
  /** The journal takes records. */
  isJournalWritable(): Promise<boolean>;
  isDraining(): boolean;
  /** ClickHouse answers. */
  ping(): Promise<boolean>;
  registry: Registry;
  metricsToken: string | undefined;
}

/** `/healthz`: the process lives. `/readyz`: events are taken; says how ClickHouse is. `/metrics`: Prometheus. */
export function createHealth(options: HealthOptions): Hono {
  const app = new Hono();
  app.get('/healthz', (context) => context.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' }));
  app.get('/readyz', (context) => answerReady(context, options));
  app.get('/metrics', (context) => answerMetrics(context, options));
  return app;
}

/** Ready while ClickHouse is away: events wait in the journal, nothing is lost. */
async function answerReady(context: Context, options: HealthOptions): Promise<Response> {
  const [isWritable, isReachable] = await Promise.all([options.isJournalWritable(), options.ping()]);
  const isReady = isWritable && !options.isDraining();
  const state = {
    status: isReady ? 'ready' : 'not_ready',
    journal: isWritable ? 'writable' : 'full_or_failed',
    clickhouse: isReachable ? 'answers' : 'away',
    ...(options.isDraining() && { draining: true }),
  };
  return context.json(state, isReady ? 200 : 503, { 'Cache-Control': 'no-store' });
}

/** Only from this machine, past no proxy, or with the bearer: counts tell a competitor how the shop does. */
async function answerMetrics(context: Context, options: HealthOptions): Promise<Response> {
  if (!hasToken(context, options.metricsToken) && !isLoopback(context)) return context.notFound();
  return context.body(await options.registry.metrics(), 200, {
    'Content-Type': options.registry.contentType,
    'Cache-Control': 'no-store',
  });
}

function hasToken(context: Context, token: string | undefined): boolean {
  const given = /^Bearer (\S+)$/i.exec(context.req.header('Authorization') ?? '')?.[1];
  if (token === undefined || given === undefined) return false;
  return timingSafeEqual(Buffer.from(hashKey(given)), Buffer.from(hashKey(token)));
}
