import { request } from 'node:http';
import { generateWireEvents } from '@sillage/bench/generate';
import { uuidv7 } from '@sillage/protocol';

/** One keep-alive POST; resolves with the status and the body's text. */
export function post({ url, agent, path, headers, body }) {
  return new Promise((resolve, reject) => {
    const sent = request(
      url + path,
      { method: 'POST', agent, headers: { 'content-type': 'text/plain', ...headers } },
      (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks).toString() }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A visitor who has just said yes; resolves with the cookie. */
export async function grant({ url, agent, origin, site }) {
  const answer = await post({
    url,
    agent,
    path: '/v1/consent',
    headers: { origin },
    body: JSON.stringify({
      site,
      choices: { measurement: 'granted', personalisation: 'granted' },
      policyVersion: '1',
      language: 'fr',
      source: { name: 'api' },
      gpc: false,
      sdk: 'bench/0',
    }),
  });
  if (answer.status !== 200) throw new Error(`consent answered ${answer.status}: ${answer.body}`);
  return answer.headers['set-cookie'][0].split(';')[0];
}

/** Wire events of realistic visits, without what is new in each event: cut where that goes. */
export function templatesOf(count, seed) {
  return [...generateWireEvents({ events: count, seed })].map(({ event }) => {
    const { id, occurredAt, pageViewId, ...rest } = event;
    if (rest.type === 'purchase') rest.order = { ...rest.order, orderId: '' };
    return { isPageView: rest.type === 'page_view', isPurchase: rest.type === 'purchase', json: JSON.stringify(rest) };
  });
}

/** Batches for one visitor after the other, each with events of fresh ids that happen now. */
export class Batches {
  #templates;
  #position;
  #pageViewId = uuidv7();
  #site;

  constructor({ templates, site, from }) {
    this.#templates = templates;
    this.#position = from;
    this.#site = site;
  }

  /** The body of a batch of `size` events, and their ids. */
  next(size) {
    const now = Date.now();
    const ids = [];
    let events = '';
    for (let index = 0; index < size; index++) {
      const template = this.#templates[this.#position++ % this.#templates.length];
      const id = uuidv7(now);
      ids.push(id);
      if (template.isPageView) this.#pageViewId = id;
      const json = template.isPurchase ? template.json.replace('"orderId":""', `"orderId":"${id}"`) : template.json;
      events += `${index ? ',' : ''}{"id":"${id}","occurredAt":${now},"pageViewId":"${this.#pageViewId}",${json.slice(1)}`;
    }
    return { ids, body: `{"site":"${this.#site}","sentAt":${now},"attempt":1,"sdk":"bench/0","events":[${events}]}` };
  }
}
