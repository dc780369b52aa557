import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Node } from '../node.js';
import { openNode } from '../node.js';
import { type Boutique, createBoutique, logger } from '../testing/boutique.js';
import { listOwnRoutes } from '../testing/own-routes.js';
import { allOperations } from './openapi-routes.js';

let boutique: Boutique;
let node: Node;
beforeAll(async () => {
  boutique = await createBoutique();
  node = await openNode({ config: boutique.config, logger, operatorKey: 'operator' });
});
afterAll(async () => {
  await node.close(1_000);
  boutique.remove();
});

it('describes every route of the node but the marketer’s page and the script, and no other', () => {
  const { basePath } = boutique.config;
  const methods = ['GET', 'POST', 'PUT', 'DELETE'];
  const routes = listOwnRoutes(node.app, basePath)
    .filter(({ method }) => methods.includes(method))
    .map(({ method, path }) => `${method} ${toTemplate(path)}`)
    .filter((route) => /^\w+ \/(v1\/|healthz|readyz|metrics|openapi|docs)/.test(route));
  const described = allOperations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  // all reports are one route, as JSON and as CSV
  const isReport = /^GET \/v1\/reports\/(?!consent$|exempt$)./;
  const asRoutes = described.map((one) => (isReport.test(one) ? 'GET /v1/reports/{name}' : one));
  expect([...new Set(asRoutes)].sort()).toEqual([...new Set(routes)].sort());
});

const toTemplate = (path: string) => path.replace(/:(\w+)/g, '{$1}');
