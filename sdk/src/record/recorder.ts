import { cleanText, type EventType, limits, uuidv7 } from '@sillage/protocol';
import type { Notify } from '../notify.js';
import type { Tab } from './tab.js';

export interface RecorderParts {
  now(): number;
  clockOffsetMs(): number;
  tab: Tab;
  keep(id: string, json: string): void;
  notify: Notify;
}

/** Where an event stands in its tab: given out before what it will say is known. */
export interface Place {
  id: string;
  occurredAt: number;
  sequence: number;
}

export interface Recorder {
  take(): Place;
  record(type: EventType, fields: object, place?: Place, pageViewId?: string): void;
  /** Begins another page view: events from now on belong to it. */
  turn(place: Place): void;
}

/** Free text in which visitors and shops put e-mail addresses. */
const freeText = new Set(['title', 'query', 'text']);

export function createRecorder({ now, clockOffsetMs, tab, keep, notify }: RecorderParts): Recorder {
  let pageView = '';
  const take = () => {
    const occurredAt = now();
    return { id: uuidv7(occurredAt), occurredAt, sequence: tab.sequence++ };
  };
  return {
    take,
    record(type, fields, place = take(), pageViewId = pageView) {
      const event = { type, ...fields, ...place, clockOffsetMs: clockOffsetMs(), tab: tab.id, pageViewId };
      const json = JSON.stringify(event, (key, value) =>
        freeText.has(key) ? cleanText(`${value}`).slice(0, 300) : value,
      );
      notify('recorded', event);
      if (json.length > limits.eventBytes) notify('dropped', [place.id], 'event_too_large');
      else keep(place.id, json);
    },
    turn(place) {
      pageView = place.id;
    },
  };
}
