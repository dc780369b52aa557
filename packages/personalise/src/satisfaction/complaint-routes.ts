import { limits, ProblemError, type SettleReply, type Site, uuidv7 } from '@sillage/protocol';
import { settleRequestSchema } from '@sillage/protocol/survey-schema';
import type { OpenedComplaint, Warehouse } from '@sillage/warehouse';
import { type Context, Hono } from 'hono';
import { answerProblem, forbidCaching, limitBody } from '../answer.js';
import { findKeyedSite } from '../find-keyed-site.js';
import type { HealthRoutesOptions } from '../health/health-routes.js';
import { readLastProofs, tokenOfProof } from '../health/last-proofs.js';
import type { PersonaliseOptions } from '../personalise-options.js';
import { readRequest } from '../read-json.js';

export interface ComplaintRoutesOptions
  extends Pick<PersonaliseOptions, 'findSite' | 'isAuthentic' | 'tokenKeys' | 'clock' | 'logger' | 'whenLoaded'>,
    Pick<HealthRoutesOptions, 'send'> {
  warehouse: Pick<Warehouse, 'findComplaint' | 'proofs'>;
}

/**
 * `POST /v1/complaints/settle`, by secret key: an event `complaint_closed` of the person who complained, who may be approached again from
 * then on. Every answer is `private, no-store`; every problem is RFC 9457.
 */
export function createComplaintRoutes(options: ComplaintRoutesOptions): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, options.logger));
  app.use('/v1/complaints/settle', forbidCaching, limitBody(limits.eventBytes));
  app.post('/v1/complaints/settle', (context) => answerSettle(context, options));
  return app;
}

/** Throws `not_found` for a complaint that is not known, or whose person withdrew or was erased since: then it suppresses nothing any more. */
async function answerSettle(context: Context, options: ComplaintRoutesOptions): Promise<Response> {
  const site = findKeyedSite(context, options);
  const { id } = await readRequest(context, settleRequestSchema);
  await options.whenLoaded();
  const complaint = await options.warehouse.findComplaint(site.id, id);
  if (!complaint) throw new ProblemError('not_found');
  const settledAt = options.clock();
  const { accepted, rejected } = await closeComplaint(complaint, { site, settledAt, options });
  if (accepted === 0) throw new ProblemError('not_found', rejected[0]?.reason);
  return context.json({ id: complaint.id, settledAt } satisfies SettleReply);
}

interface Closing {
  site: Site;
  settledAt: number;
  options: ComplaintRoutesOptions;
}

async function closeComplaint(complaint: OpenedComplaint, { site, settledAt, options }: Closing) {
  const { id, visitor, customerId } = complaint;
  const proofs = await readLastProofs([visitor], site, options);
  const token = tokenOfProof(proofs.get(visitor), site, options);
  const eventId = uuidv7(settledAt);
  const event = {
    id: eventId,
    pageViewId: eventId,
    occurredAt: settledAt,
    clockOffsetMs: 0,
    tab: '',
    sequence: 0,
    type: 'custom',
    name: 'complaint_closed',
    properties: { id },
    ...(customerId !== '' && { customerId }),
  };
  const head = { site: site.id, sentAt: settledAt, attempt: 1, sdk: 'sillage-settle', channel: 'dashboard' };
  return options.send({ ...head, ...(token !== undefined && { token }), events: [event] }, site);
}
