import { gatewayRoutes } from '@sillage/accounts';
import type { Permission } from '@sillage/protocol';
import { allReports } from '@sillage/warehouse';
import type { Operation } from './operation.js';

const routes = gatewayRoutes.map(({ method, path, needs }) => ({
  method: method.toLowerCase(),
  pattern: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`),
  needs,
}));

/** What an API key must be allowed for it, as the gateway asks; empty where none is taken. */
export function listNeededPermissions({ method, path }: Pick<Operation, 'method' | 'path'>): Permission[] {
  const route = routes.find((each) => each.method === method && each.pattern.test(path));
  if (!route) return [];
  const more = allReports.find(({ name }) => path === `/v1/reports/${name}`)?.needs;
  return [...new Set([route.needs, ...(more ? [more] : [])])];
}
