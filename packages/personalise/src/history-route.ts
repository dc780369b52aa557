import { FaultsError, type History, type HistoryRequest, type Site, toFault } from '@sillage/protocol';
import { historyRequestSchema } from '@sillage/protocol/schema';
import type { Context } from 'hono';
import { checkKey } from './find-keyed-site.js';
import type { PersonaliseOptions } from './personalise-options.js';
import { readRequest } from './read-json.js';
import { checkCursor, emptyHistory, findKnownVisitor } from './visitor.js';

/** Sessions a page of history holds unless the request says otherwise. */
export const defaultSessions = 20;

/** `POST /v1/history`: a visitor's or customer's sessions, for the shop's server. */
export async function answerHistory(context: Context, options: PersonaliseOptions): Promise<Response> {
  const request = await readRequest(context, historyRequestSchema);
  checkRequest(request);
  return context.json(await readHistory(request, checkKey(request.site, context, options), options));
}

async function readHistory(request: HistoryRequest, site: Site, options: PersonaliseOptions): Promise<History> {
  const page = {
    site: site.id,
    limit: request.limit ?? defaultSessions,
    ...(request.cursor === undefined ? {} : { cursor: request.cursor }),
  };
  if (request.customerId !== undefined) {
    const { customerId, mergedIds } = options.findCustomer(site, request.customerId);
    return options.warehouse.history({ ...page, customerId, ...(mergedIds.length > 0 && { mergedIds }) });
  }
  const known = findKnownVisitor(request.visitorToken, site, options);
  if (!known?.purposes.includes('personalisation')) return emptyHistory;
  // what was collected for figures alone, or before a withdrawal, stays out though the visitor grants it now
  return options.warehouse.history({ ...page, visitor: known.visitor, purpose: 'personalisation' });
}

function checkRequest({ visitorToken, customerId, cursor }: HistoryRequest): void {
  if ((visitorToken === undefined) === (customerId === undefined)) {
    throw new FaultsError([toFault('#', 'one_person')]);
  }
  checkCursor(cursor);
}
