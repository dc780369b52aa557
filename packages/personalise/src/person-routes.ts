import { limits, type PersonChange } from '@sillage/protocol';
import { personChangesRequestSchema } from '@sillage/protocol/person-schema';
import type { StoredPersonChange, Warehouse } from '@sillage/warehouse';
import { type Context, Hono } from 'hono';
import { answerProblem, forbidCaching, limitBody } from './answer.js';
import { checkKey } from './find-keyed-site.js';
import type { PersonaliseOptions } from './personalise-options.js';
import { readRequest } from './read-json.js';

export interface PersonRoutesOptions extends Pick<PersonaliseOptions, 'findSite' | 'isAuthentic' | 'logger'> {
  warehouse: Pick<Warehouse, 'personChanges'>;
}

const defaultLimit = 100;

/** `POST /v1/persons/changes`, by secret key: what was merged and taken apart again, by whom and why; newest first. */
export function createPersonRoutes(options: PersonRoutesOptions): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, options.logger));
  app.use('/v1/persons/changes', forbidCaching, limitBody(limits.eventBytes));
  app.post('/v1/persons/changes', (context) => answerChanges(context, options));
  return app;
}

async function answerChanges(context: Context, options: PersonRoutesOptions): Promise<Response> {
  const { limit = defaultLimit, customerId, ...request } = await readRequest(context, personChangesRequestSchema);
  const site = checkKey(request.site, context, options);
  const query = { site: site.id, limit, ...(customerId === undefined ? {} : { customerId }) };
  const changes = await options.warehouse.personChanges(query);
  return context.json({ changes: changes.map(toEntry) });
}

function toEntry(change: StoredPersonChange): PersonChange {
  const { changeId, customerId, intoCustomerId, changedBy, reason, changedAt } = change;
  const entry = { changeId, mergedCustomerId: customerId, by: changedBy, reason, at: changedAt };
  return intoCustomerId === ''
    ? { ...entry, change: 'unmerged' }
    : { ...entry, change: 'merged', customerId: intoCustomerId };
}
