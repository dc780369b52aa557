import { type BatchReply, limits } from '@sillage/protocol';
import type { Context } from 'hono';
import type { BatchRequest } from './batch-request.js';
import { type EventStep, openIntake, type RawStep } from './intake.js';
import { parseJson, readBody } from './request/body.js';
import type { ClientAddress } from './request/client-address.js';
import type { Services } from './services.js';
import { checkAccess, checkImport } from './steps/check-access.js';
import { checkAge } from './steps/check-age.js';
import { checkBasis, checkSize, checkType } from './steps/check-raw.js';
import { checkCustomer, checkIdentify, checkOrderSource } from './steps/check-trust.js';
import { describeSender } from './steps/describe-sender.js';
import { dropKnownEvent, dropKnownOrder } from './steps/drop-duplicates.js';
import { joinSession } from './steps/join-session.js';
import { keep } from './steps/keep.js';
import { limitSender } from './steps/limit-sender.js';
import { readEnvelope, requireSite } from './steps/read-envelope.js';
import { recogniseVisitor } from './steps/recognise-visitor.js';
import { cleanTexts, recordEvent } from './steps/record-event.js';
import { settleBasis } from './steps/settle-basis.js';
import { sortEvents } from './steps/sort-events.js';

/** What each event goes through before its schema: what is refused here is not worth reading. */
const rawSteps: readonly RawStep[] = [checkBasis, checkType, checkSize];

/** What each event goes through once it met its schema and has its time. The first verdict ends its way. */
const eventSteps: readonly EventStep[] = [
  checkCustomer,
  checkOrderSource,
  checkIdentify,
  checkAge,
  settleBasis,
  dropKnownEvent,
  dropKnownOrder,
  joinSession,
  cleanTexts,
  recordEvent,
];

/**
 * `POST /v1/events`, whole: each line is a step. One that throws ends the request with its problem; what is wrong with
 * a single event is told in the reply. All between body and disk happens in one turn of the event loop, so that two
 * batches of a visitor never both find the same event new.
 */
export async function receiveBatch(context: Context, client: ClientAddress, services: Services): Promise<BatchReply> {
  services.limits.limitAddress(client.address, services.clock());
  const text = await readBody(context.req.raw);
  const batch = readEnvelope(parseJson(text));
  const site = requireSite(batch.site, services.findSite);
  const access = checkAccess(context.req.raw.headers, site);
  checkImport(batch, access);
  const receivedAt = services.clock();
  const request: BatchRequest = { context, client, batch, site, access, receivedAt };
  const standing = recogniseVisitor(request, services);
  limitSender(request, standing, services);
  const sender = describeSender(request, services);
  // a UTF-16 unit is at most 3 bytes of UTF-8
  const isSmall = text.length * 3 <= limits.eventBytes;
  const intake = openIntake({ services, site, sender, standing, receivedAt, isSmall });
  sortEvents(batch.events, intake, { rawSteps, eventSteps });
  await keep(intake);
  return {
    accepted: intake.accepted.length,
    duplicates: intake.duplicates,
    rejected: intake.rejected,
    serverTime: services.clock(),
  };
}
