import { type SessionFact, toFacts } from '@sillage/warehouse';

const [ofNothing] = toFacts({
  visitor: '',
  session: '',
  type: 'identify',
  ts: 0,
  purposes: 2,
  channel: '',
  device: '',
}) as [SessionFact];

/** What a fact has of which nothing is said. */
export const emptyFact: SessionFact = { ...ofNothing, events: 0 };
