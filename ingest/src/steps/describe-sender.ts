import type { BatchRequest } from '../batch-request.js';
import type { Sender } from '../intake.js';
import { channelOf } from '../reading/read-batch.js';
import type { Envelope } from '../reading/read-envelope.js';
import type { UserAgent } from '../request/user-agent.js';
import type { Services } from '../services.js';

/** A clock that is wrong by more than this is wrong; less can be a batch that was on its way for long. */
const toleratedClockMs = 86_400_000;

/** Channel, device, bot and internal marks, country. */
export function describeSender(request: BatchRequest, services: Services): Sender {
  const { context, client, batch, site, access, receivedAt } = request;
  const { headers } = context.req.raw;
  const isServer = access === 'server';
  const agent = services.readUserAgent(headers.get('User-Agent') ?? '');
  const lagMs = receivedAt - batch.sentAt;
  return {
    kind: batch.import ? 'importer' : access,
    channel: channelOf(batch, isServer),
    customerId: batch.customerId ?? '',
    sdk: batch.sdk,
    attempt: batch.attempt,
    clockOffsetMs: Math.abs(lagMs) > toleratedClockMs ? lagMs : 0,
    device: isServer ? 'other' : headers.get('Sec-CH-UA-Mobile') === '?1' ? mobileOf(agent.device) : agent.device,
    country: isServer || !client.isProxied ? '' : countryOf(headers, services.countryHeader),
    isKeptForEver: batch.import?.keepForEver === true,
    ...(batch.import && { importId: batch.import.id }),
    ...(!isServer && findBotSign(batch, agent)),
    isInternal: batch.internal === true || services.isInternal(site, client.address),
  };
}

/** What the browser says of itself comes first: who drives it may give any `User-Agent`. */
function findBotSign({ webdriver }: Envelope, { isBot }: UserAgent): Pick<Sender, 'bot'> {
  if (webdriver) return { bot: 'webdriver' };
  return isBot ? { bot: 'user_agent' } : {};
}

/** The hint knows phones that ask for desktop pages. */
function mobileOf(device: Sender['device']): Sender['device'] {
  return device === 'tablet' ? 'tablet' : 'mobile';
}

/** Two letters; `XX` and `T1` are what proxies write for unknown and Tor. */
function countryOf(headers: Headers, name: string | undefined): string {
  const code = name === undefined ? null : headers.get(name);
  return code !== null && /^[A-Z]{2}$/.test(code) && code !== 'XX' ? code : '';
}
