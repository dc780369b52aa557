import { cleanText, type EventType, limits } from '@sillage/protocol';
import type { Core } from '../core.js';
import { newEventId } from './event-id.js';

/** Records an event; after a `page_view`, events belong to that. */
export type Record = (type: EventType, fields: object) => void;

/** Free text, in which visitors and shops put e-mail addresses, cleaned and within its longest. */
const clean = (key: string, value: unknown) =>
  typeof value === 'string' && /^(title|query|text|source|medium|name|term|content)$/.test(key)
    ? cleanText(value).slice(0, key === 'text' ? 2000 : 300)
    : value;

export function createRecorder({ now, notify, gate, outbox, tab }: Core, onRecorded: () => void): Record {
  let pageViewId = '';
  let sequence = 0;
  return (type, fields) => {
    const occurredAt = now();
    const id = newEventId(occurredAt);
    if (type === 'page_view') pageViewId = id;
    const { clockOffsetMs } = gate.record;
    const event = { type, ...fields, id, occurredAt, clockOffsetMs, tab, sequence: sequence++, pageViewId };
    const json = JSON.stringify(event, clean);
    notify('recorded', event);
    if (json.length > limits.eventBytes) return notify('too large', id);
    outbox.add([id, json, gate.granted().join()]);
    onRecorded();
  };
}
