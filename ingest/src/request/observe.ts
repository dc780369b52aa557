import { ProblemError } from '@sillage/protocol';
import type { Context, Handler } from 'hono';
import type { Services } from '../services.js';
import { answerProblem } from './answer-problem.js';

type Answer = (context: Context) => Promise<Response>;

/** `observe` of one app's services. */
export type Answering = (route: string, answer: Answer) => Handler;

/**
 * A route's one handler: times the request, which the process that mounts the app logs, answers what fails, and takes
 * nothing more while the process stops. In one, for each handler and `onError` of Hono's own is two promises a request.
 */
export function observe(route: string, services: Services, answer: Answer): Handler {
  const time = services.metrics.timerOf(route);
  return async (context) => {
    const startedAt = performance.now();
    try {
      if (services.isDraining()) throw new ProblemError('shutting_down');
      return await answer(context);
    } catch (error) {
      return answerProblem(error, context, services);
    } finally {
      time((performance.now() - startedAt) / 1000);
    }
  };
}
