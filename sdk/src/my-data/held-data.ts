import { type MeReply, type PauseReply, type ReferenceReply, uuidv7 } from '@sillage/protocol';
import { sdkVersion } from '../version.js';

/** Where the data of the one who asks are held. */
export interface Holder {
  site: string;
  /** Path on the shop's own origin, or absolute URL, before `/v1/me`. */
  endpoint: string;
  language: string;
  /** The visitor's signed token, only where there is no first-party cookie. */
  token: string | undefined;
}

/** Throws what `fetch` does, and on an answer that is no success. */
async function ask({ endpoint, token }: Holder, path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(endpoint + path, {
    credentials: 'include',
    referrerPolicy: 'origin',
    headers: token ? { 'Sillage-Visitor': token } : {},
    ...init,
  });
  if (!response.ok) throw new Error(`${response.status}`);
  return response;
}

const query = ({ site, language }: Holder) => `?site=${encodeURIComponent(site)}&locale=${language}`;

export async function readHeld(holder: Holder): Promise<MeReply> {
  return (await ask(holder, `/v1/me${query(holder)}`)).json();
}

/** All of it as a file; a connection that breaks throws. */
export async function readExport(holder: Holder): Promise<Blob> {
  return (await ask(holder, `/v1/me/export${query(holder)}`)).blob();
}

/** What finds this visitor for somebody of the shop, for a quarter of an hour. */
export async function readReference(holder: Holder): Promise<ReferenceReply> {
  return (await ask(holder, `/v1/me/reference${query(holder)}`)).json();
}

export async function eraseHeld(holder: Holder): Promise<void> {
  await ask(holder, `/v1/me${query(holder)}`, { method: 'DELETE' });
}

export async function tellPause(holder: Holder, isPaused: boolean): Promise<PauseReply> {
  const { site, token } = holder;
  const body = JSON.stringify({ site, isPaused, token });
  return (await ask({ ...holder, token: undefined }, '/v1/me/pause', { method: 'POST', body })).json();
}

/** "Not interested in this", or that taken back: an event like others, answered when it counts. */
export async function correctInterest(
  holder: Holder,
  name: 'interest_hidden' | 'interest_shown',
  { kind, key }: { kind: string; key: string },
): Promise<void> {
  const { site, token } = holder;
  const now = Date.now();
  const id = uuidv7(now);
  const place = { id, pageViewId: id, occurredAt: now, clockOffsetMs: 0, tab: id.slice(-8), sequence: 0 };
  const event = { ...place, type: 'custom', name, properties: { kind, key } };
  const body = JSON.stringify({ site, sentAt: now, attempt: 1, sdk: sdkVersion, token, events: [event] });
  const reply = await (await ask({ ...holder, token: undefined }, '/v1/events', { method: 'POST', body })).json();
  if (!reply.accepted) throw new Error(reply.refusal);
}
