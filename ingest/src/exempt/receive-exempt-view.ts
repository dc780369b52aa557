import { type ExemptView, ProblemError, readAs, type Site } from '@sillage/protocol';
import { exemptViewSchema } from '@sillage/protocol/schema';
import type { Context } from 'hono';
import type { ExemptOutcome } from '../metrics.js';
import { parseJson, readBody } from '../request/body.js';
import type { ClientAddress } from '../request/client-address.js';
import type { Services } from '../services.js';
import { checkOrigin } from '../steps/check-access.js';
import { requireSite } from '../steps/require-site.js';
import { toCountedView } from './to-counted-view.js';

/**
 * `POST /v1/exempt`, whole: the view is added to sums and is nowhere else. What tells one visitor from another (address,
 * user agent, cookie) is not read beyond the limit of requests, bot and device. Throws `exempt_off` where the site does not count so.
 */
export async function receiveExemptView(context: Context, client: ClientAddress, services: Services): Promise<void> {
  services.limits.limitAddress(client.address, services.clock());
  const view = readExemptView(parseJson(await readBody(context.req.raw)));
  const site = requireSite(view.site, services.findSite);
  checkOrigin(context.req.raw.headers, site);
  const now = services.clock();
  services.limits.limitSite(site.id, now);
  const agent = services.readUserAgent(context.req.header('User-Agent') ?? '');
  const outcome = judge(context, site, agent.isBot, services.isInternal(site, client.address));
  services.metrics.countExempt(outcome);
  if (outcome === 'off') throw new ProblemError('exempt_off');
  if (outcome === 'counted') services.onExemptView?.(toCountedView(view, site, agent.device, now));
}

function readExemptView(body: unknown): ExemptView {
  return readAs(exemptViewSchema, body);
}

function judge(context: Context, site: Site, isBot: boolean, isInternal: boolean): ExemptOutcome {
  if (site.mode !== 'exempt') return 'off';
  if (context.req.header('Sec-GPC') === '1') return 'objection';
  if (isBot) return 'bot';
  return isInternal ? 'internal' : 'counted';
}
