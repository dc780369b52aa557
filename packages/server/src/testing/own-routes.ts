import { gatewayRoutes } from '@sillage/accounts';
import type { Hono } from 'hono';

export interface OwnRoute {
  method: string;
  /** Without the base path. */
  path: string;
}

/** What the parts of a node answer themselves: the gateway's own routes, one for each entry of its table, are left out. */
export function listOwnRoutes(app: Hono, basePath: string): OwnRoute[] {
  const gateways = gatewayRoutes.map(toKey);
  return app.routes
    .filter(({ method }) => !['ALL', 'OPTIONS'].includes(method))
    .map(({ method, path }) => ({ method, path: path.startsWith(basePath) ? path.slice(basePath.length) : path }))
    .filter((route) => {
      const place = gateways.indexOf(toKey(route));
      if (place >= 0) gateways.splice(place, 1);
      return place < 0;
    });
}

const toKey = ({ method, path }: OwnRoute) => `${method} ${path}`;
