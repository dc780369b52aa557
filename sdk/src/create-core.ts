import { has, noChoice, readRecord } from './consent/consent-record.js';
import { refresh } from './consent/gate.js';
import type { Core } from './core.js';
import type { Settings } from './options.js';
import { batchBytes } from './outbox/form-batch.js';
import { newEventId } from './record/event-id.js';
import { tell } from './record/facts.js';

/** Where a tracker meets the world. */
export type Edges = Pick<Core, 'now' | 'random' | 'fetcher' | 'hasGpc' | 'notify'>;

/** A tracker that has not begun: it has read the visitor's choice, and nothing else. */
export function createCore(settings: Settings, edges: Edges): Core {
  const core: Core = {
    ...edges,
    settings,
    storageKey: `sillage:${settings.site}`,
    consentRecord: noChoice,
    granted: [],
    refresh: () => refresh(core),
    isConfirmed: settings.consent !== 'tarteaucitron',
    waiting: new Map(),
    aborter: new AbortController(),
    failures: 0,
    notBefore: 0,
    batchRoom: batchBytes,
    tabId: newEventId(0).slice(-8),
    nextSequence: 0,
    pageViewId: '',
    cameFrom: document.referrer,
    heldTellings: [],
    openTellings: [],
    tell: (...telling) => tell(core, ...telling),
    heardFrom: {},
  };
  core.isReturning = has(readRecord(core).choices, 'granted');
  return core;
}
