import type { BatchReply } from '@sillage/protocol';
import type { Context } from 'hono';
import type { BatchRequest } from './batch-request.js';
import { type EventStep, type Intake, openIntake } from './intake.js';
import { bearerKey } from './keys/secret-key.js';
import { readBody } from './request/body.js';
import type { ClientAddress } from './request/client-address.js';
import type { Services } from './services.js';
import { checkAccess, checkImport } from './steps/check-access.js';
import { checkAge } from './steps/check-age.js';
import { checkCustomer, checkIdentify, checkOrderSource } from './steps/check-trust.js';
import { describeSender } from './steps/describe-sender.js';
import { dropKnownEvent, dropKnownOrder } from './steps/drop-duplicates.js';
import { joinSession } from './steps/join-session.js';
import { keep } from './steps/keep.js';
import { limitSender } from './steps/limit-sender.js';
import { recogniseVisitor } from './steps/recognise-visitor.js';
import { recordEvent } from './steps/record-event.js';
import { requireSite } from './steps/require-site.js';
import { settleBasis } from './steps/settle-basis.js';
import { signIn } from './steps/sign-in.js';
import { signOut } from './steps/sign-out.js';
import { sortEvents } from './steps/sort-events.js';
import { tellToken } from './steps/tell-token.js';

/** What each event goes through once it has a basis, was read, and has its time. The first verdict ends its way. */
const eventSteps: readonly EventStep[] = [
  checkCustomer,
  checkOrderSource,
  checkIdentify,
  checkAge,
  signIn,
  settleBasis,
  dropKnownEvent,
  dropKnownOrder,
  joinSession,
  recordEvent,
  signOut,
];

/** The answer, and whether the visitor's cookie goes with it. */
export interface ReceivedBatch {
  reply: BatchReply;
  setsCookie: boolean;
}

/**
 * `POST /v1/events`, whole: each line is a step. One that throws ends the request with its problem; what is wrong with
 * a single event is told in the reply. What the body alone can tell is read beside this thread (`readBatch`); all between
 * that and the disk happens in one turn of the event loop, so that two batches of a visitor never both find the same event
 * new.
 */
export async function receiveBatch(
  context: Context,
  client: ClientAddress,
  services: Services,
): Promise<ReceivedBatch> {
  services.limits.limitAddress(client.address, services.clock());
  const text = await readBody(context.req.raw);
  const { headers } = context.req.raw;
  const isKeyed = bearerKey(headers.get('Authorization')) !== undefined;
  const read = await services.reader.read({ text, isKeyed });
  const batch = read.envelope;
  const site = requireSite(batch.site, services.findSite);
  const access = checkAccess(headers, site);
  checkImport(batch, access);
  const receivedAt = services.clock();
  const request: BatchRequest = { context, client, batch, site, access, receivedAt };
  const standing = recogniseVisitor(request, services);
  limitSender(request, standing, services);
  const sender = describeSender(request, services);
  const intake = openIntake({ services, site, sender, standing, claim: batch.purposes, receivedAt, text });
  sortEvents(read, intake, eventSteps);
  await keep(intake);
  const reply = {
    accepted: intake.accepted.length,
    duplicates: intake.duplicates,
    rejected: intake.rejected,
    serverTime: services.clock(),
    ...(sender.kind === 'browser' && tellBrowser(request, intake)),
  };
  return { reply, setsCookie: intake.handedOver || intake.standing?.refusal !== undefined };
}

/** What a browser learns of itself besides: that its grant is worth nothing here, who it is now, and that it is taken for a program. */
function tellBrowser(request: BatchRequest, intake: Intake): Pick<BatchReply, 'refusal' | 'bot' | 'token'> {
  const { standing, sender } = intake;
  const refusal = standing ? standing.refusal : 'no_consent';
  const { bot } = sender;
  return { ...tellToken(request, intake), ...(refusal && { refusal }), ...(bot && { bot }) };
}
