import { signIdentify } from '@sillage/protocol/identify-signature';
import { verifyVisitorToken } from '@sillage/protocol/visitor-token';
import {
  browserHeaders,
  consentOf,
  createHarness,
  dayMs,
  type Harness,
  identifySecret,
  minuteMs,
  now,
  pageView,
  siteOf,
  tokenKeys,
} from './ingest-harness.js';

export const both = { measurement: 'granted', personalisation: 'granted' } as const;

/** A browser with its cookie. */
export function openBrowser(harness: Harness, given?: string) {
  let token = given;
  const headers = () =>
    token === undefined ? { ...browserHeaders(siteOf()), Cookie: '' } : browserHeaders(siteOf(), token);
  async function post(path: string, body: object) {
    const response = await harness.request(path, { method: 'POST', headers: headers(), body: JSON.stringify(body) });
    const cookie = response.headers.get('Set-Cookie');
    if (cookie !== null) token = /^[^=]+=([^;]+);/.exec(cookie)?.[1];
    return response.json();
  }
  const at = () => ({ occurredAt: harness.clock.now });
  return {
    get token() {
      return token;
    },
    get visitor() {
      return token && verifyVisitorToken(token, 'boutique', tokenKeys, harness.clock.now)?.visitor;
    },
    choose: (choices: object) => post('/v1/consent', consentOf(choices)),
    send: (...events: object[]) =>
      post('/v1/events', {
        site: 'boutique',
        sentAt: harness.clock.now,
        attempt: 1,
        sdk: 'sillage-js/0.1.0',
        events: events.map((event) => pageView({ ...at(), ...event })),
      }),
    signIn: (customerId: string, changes: object = {}) => ({ ...identify(customerId), ...at(), ...changes }),
  };
}

function identify(customerId: string) {
  const expiresAt = (now + 300 * dayMs) / 1000;
  const signature = signIdentify({ site: 'boutique', customerId, expiresAt }, identifySecret);
  return { type: 'identify', customerId, expiresAt, signature };
}

/** Time goes on, by a minute. */
export const later = (harness: Harness, ms = minuteMs) => {
  harness.clock.now += ms;
};

/** A customer on two devices, both with a grant and signed in. */
export async function openTwoDevices() {
  const harness = createHarness();
  const [phone, laptop] = [openBrowser(harness), openBrowser(harness)];
  for (const device of [phone, laptop]) {
    later(harness);
    await device.choose(both);
    later(harness);
    await device.send(device.signIn('c-1'));
  }
  later(harness);
  return { harness, phone, laptop };
}
