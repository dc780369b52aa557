import { ProblemError } from '@sillage/protocol';
import type { MiddlewareHandler } from 'hono';
import type { Services } from '../services.js';

/** Times the requests of a route; the process that mounts the app logs them. */
export function observe(route: string, services: Services): MiddlewareHandler {
  const time = services.metrics.timerOf(route);
  return async (_context, next) => {
    const startedAt = performance.now();
    await next();
    time((performance.now() - startedAt) / 1000);
  };
}

/** A process that stops takes nothing more. */
export function refuseWhileDraining(services: Services): MiddlewareHandler {
  return (_context, next) => {
    if (services.isDraining()) throw new ProblemError('shutting_down');
    return next();
  };
}
