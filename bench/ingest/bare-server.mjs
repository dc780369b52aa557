/** What ingestion is compared with: Hono that parses the same JSON and answers, and does nothing else. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
app.post('/v1/events', async (context) => {
  const batch = JSON.parse(await context.req.text());
  return context.json({ accepted: batch.events.length, duplicates: 0, rejected: [], serverTime: Date.now() }, 202);
});
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => process.send({ port }));
process.on('message', () => process.send(process.cpuUsage()));
process.once('SIGTERM', () => process.exit(0));
