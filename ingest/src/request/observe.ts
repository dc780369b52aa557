import { ProblemError } from '@sillage/protocol';
import type { MiddlewareHandler } from 'hono';
import type { Services } from '../services.js';

/** Counts, times and logs the requests of a route: never an address, an id, a query or a body. */
export function observe(route: string, services: Services): MiddlewareHandler {
  return async (context, next) => {
    const startedAt = performance.now();
    await next();
    const seconds = (performance.now() - startedAt) / 1000;
    services.metrics.observeRequest(route, seconds);
    const { method } = context.req;
    services.logger.info({ method, route, status: context.res.status, ms: Math.round(seconds * 1000) }, 'request');
  };
}

/** A process that stops takes nothing more. */
export function refuseWhileDraining(services: Services): MiddlewareHandler {
  return (_context, next) => {
    if (services.isDraining()) throw new ProblemError('shutting_down');
    return next();
  };
}
