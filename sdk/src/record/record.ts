import { type EventType, limits } from '@sillage/protocol';
import type { Core } from '../core.js';
import { sendSoon } from '../outbox/delivery.js';
import { addEvent, spillEvents } from '../outbox/outbox.js';
import { cleanText } from './clean-text.js';
import { newEventId } from './event-id.js';

/** Free text, in which visitors and shops put e-mail addresses, cleaned. */
const clean = (key: string, value: unknown) =>
  typeof value === 'string' && /^(title|query|text)$/.test(key) ? cleanText(value) : value;

/** Records an event; after a `page_view`, events belong to that. */
export function record(core: Core, type: EventType, fields: object): void {
  const occurredAt = core.clock();
  const id = newEventId(occurredAt);
  if (type === 'page_view') core.pageViewId = id;
  const event = {
    type,
    ...fields,
    id,
    occurredAt,
    clockOffsetMs: core.consentRecord.clockOffsetMs,
    tab: core.ownTab,
    sequence: core.nextSequence++,
    pageViewId: core.pageViewId,
  };
  const json = JSON.stringify(event, clean);
  const fits = json.length <= limits.eventBytes;
  core.logStep(fits ? 'recorded' : 'too large', event);
  if (!fits) return;
  addEvent(core, [id, json, core.granted.join()]);
  sendSoon(core);
  if (core.isLeaving) spillEvents(core);
}
