import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import type { Operation } from './operation.js';
import { definitionOperations } from './operations/definition-operations.js';
import { nodeOperations } from './operations/node-operations.js';
import { reportOperations } from './operations/report-operations.js';
import { shopOperations } from './operations/shop-operations.js';
import { visitorOperations } from './operations/visitor-operations.js';
import { toDocument } from './to-document.js';

/** All of the API but the marketer's page. */
export const allOperations: readonly Operation[] = [
  ...visitorOperations,
  ...definitionOperations,
  ...reportOperations,
  ...shopOperations,
  ...nodeOperations,
];

const style = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 0 auto; padding: 1rem }
summary { cursor: pointer; overflow-wrap: anywhere }
code, pre { font: 0.9em/1.4 ui-monospace, monospace }
pre { overflow: auto; max-height: 30rem }`;
const csp = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`;

/** `GET /openapi.json`, and `GET /docs`: the same to read, without a script. */
export function createOpenapiRoutes(options: { basePath: string; version: string }): Hono {
  const document = toDocument(allOperations, options);
  const page = toPage(document);
  const app = new Hono();
  app.get('/openapi.json', (context) => context.json(document, 200, { 'Cache-Control': 'no-cache' }));
  app.get('/docs', (context) =>
    context.html(page, 200, {
      'Content-Security-Policy': csp,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-cache',
    }),
  );
  return app;
}

/** All it says of places is relative: a proxy may put it below a path that the node does not know. */
function toPage(document: Record<string, unknown>) {
  const paths = document.paths as Record<string, Record<string, { summary: string; description?: string }>>;
  const { schemas } = document.components as { schemas: Record<string, unknown> };
  const show = (value: unknown) => html`<pre>${JSON.stringify(value, null, 2)}</pre>`;
  const one = (name: string, summary: string, value: unknown) =>
    html`<details><summary><code>${name}</code> ${summary}</summary>${show(value)}</details>`;
  const tags = [...new Set(allOperations.map(({ tag }) => tag))];
  const ofTag = (tag: string) =>
    allOperations
      .filter((operation) => operation.tag === tag)
      .map(({ method, path, summary }) => one(`${method.toUpperCase()} ${path}`, summary, paths[path]?.[method]));
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sillage: HTTP API</title><style>${raw(style)}</style></head>
<body>
<h1>Sillage: HTTP API</h1>
<p>The same for programs: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<p>Paths begin at the folder of this page, whose own path is <code>/docs</code>.</p>
${tags.map((tag) => html`<h2>${tag}</h2>${ofTag(tag)}`)}
<h2>Schemas</h2>
${Object.entries(schemas).map(([name, schema]) => one(name, '', schema))}
</body>
</html>`;
}
