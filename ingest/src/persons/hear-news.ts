import type { PersonNews } from '@sillage/warehouse';
import { findPerson } from '../consent/person.js';
import type { EventStore, JournalRecord } from '../event-store.js';

export interface HearingOptions {
  store: Pick<EventStore, 'findCustomer' | 'append'>;
  /** Told of visitors of whom nothing that was known is to be used. */
  onForgotten(site: string, visitor: string): void;
}

/** Takes over what other nodes noted of persons and this one does not know; whatever is known already changes nothing. */
export async function hearPersonNews(news: PersonNews, { store, onForgotten }: HearingOptions): Promise<void> {
  const changes = news.changes.filter(({ site, customerId, changedAt, changeId }) => {
    const known = store.findCustomer(site, customerId)?.changed;
    return !known || known.at < changedAt || (known.at === changedAt && known.id < changeId);
  });
  const choices = news.choices.filter(({ site, customerId, decidedAt }) => {
    const known = Object.values(store.findCustomer(site, customerId)?.choices ?? {});
    return known.every((choice) => choice.decidedAt < decidedAt);
  });
  const records: JournalRecord[] = [
    ...changes.map((change) => ({ kind: 'change', change, isHeard: true }) as const),
    ...choices.map((choice) => ({ kind: 'choice', choice, isHeard: true }) as const),
  ];
  if (records.length > 0) await store.append(records);
  for (const { site, customerId, states } of choices) {
    if (!Object.values(states).includes('withdrawn')) continue;
    for (const visitor of findPerson(site, customerId, store).visitors) onForgotten(site, visitor);
  }
}
