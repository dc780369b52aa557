import { has, noChoice, readRecord } from './consent/consent-record.js';
import { refresh } from './consent/gate.js';
import type { Core } from './core.js';
import type { Settings } from './options.js';
import { watchEngagement } from './record/engagement.js';
import { tell } from './record/facts.js';

/** Where a tracker meets the world. */
export type Edges = Pick<Core, 'clock' | 'drawRandom' | 'fetcher' | 'hasGpc' | 'logStep'>;

/** A tracker that has not begun: it has read the visitor's choice, and nothing else. */
export function createCore(settings: Settings, edges: Edges): Core {
  const core: Core = {
    ...edges,
    settings,
    storageKey: `sillage:${settings.site}`,
    consentRecord: noChoice,
    granted: [],
    reread: () => refresh(core),
    isConfirmed: !settings.consent,
    unanswered: new Map(),
    unsaved: new Map(),
    departed: new Map(),
    aborter: new AbortController(),
    engagement: watchEngagement(edges.clock),
    heldTellings: [],
    openTellings: [],
    heardFrom: {},
    failures: 0,
    notBefore: 0,
    ownTab: crypto.randomUUID().slice(-8),
    nextSequence: 0,
    tell: (...telling) => tell(core, ...telling),
  };
  core.isReturning = has(readRecord(core).choices, 'granted');
  return core;
}
