import type { VisitorRef, Warehouse } from '@sillage/warehouse';
import { forgetQuarantined } from '../journal/quarantine.js';
import type { Logger } from '../logger.js';
import type { NodeState } from '../node-state/node-state.js';
import type { Erased, ErasedList } from './erased-list.js';

export interface EraseEverywhereParts {
  warehouse: Pick<Warehouse, 'recentEventIds' | 'erase'>;
  state: Pick<NodeState, 'forgetEvents'>;
  list: ErasedList;
  journalDirectory: string;
  clock(): number;
  logger: Logger;
  onErased?(site: string, visitor: string): void;
}

/**
 * Carries erasures out, once all that the visitors sent before is in ClickHouse. Each step can be done again, and the ids are
 * looked up before what they are looked up in goes: cut off anywhere, all of it is repeated. The journal's own segment goes
 * when the range is done.
 */
export async function eraseEverywhere(erased: readonly Erased[], parts: EraseEverywhereParts): Promise<void> {
  const { warehouse, state, list, journalDirectory: directory, clock, logger, onErased } = parts;
  const visitors: VisitorRef[] = erased.map(({ site, visitor }) => ({ site, visitor }));
  await list.add(erased);
  await state.forgetEvents(await warehouse.recentEventIds(visitors));
  await warehouse.erase(visitors);
  await forgetQuarantined({ directory, logger }, { visitors: visitors.map(({ visitor }) => visitor), now: clock() });
  for (const { site, visitor } of visitors) onErased?.(site, visitor);
}
