import type { BatchReply } from '@sillage/protocol';
import type { BatchRequest } from '../batch-request.js';
import { giveToken } from '../consent/prove.js';
import type { Intake } from '../intake.js';
import { setVisitorCookie } from '../visitor/visitor-cookie.js';

/** The token of the visitor as whom the browser goes on; one that is worth nothing any more is taken away. */
export function tellToken({ context, site }: BatchRequest, intake: Intake): Pick<BatchReply, 'token'> {
  const { standing, handedOver, services, tokenExpiresAt } = intake;
  if (standing && standing.refusal === undefined) {
    return tokenExpiresAt === undefined ? {} : giveToken({ ...standing, tokenExpiresAt }, { context, site, services });
  }
  if (handedOver || standing?.person) setVisitorCookie(context, site, '', 0);
  return {};
}
