import { type Choices, consentLifetimeMs, purposes as everyPurpose, type Purpose } from '@sillage/protocol';
import type { StoredConsent } from '@sillage/warehouse';
import type { Standing } from './standing.js';

type State = StoredConsent['states'][Purpose];

/** What a visitor's choices come to. */
export interface Decision {
  /** `nothing`: no grant before and none now. `same`: all that is granted was. `new`: needs a proof. */
  outcome: 'nothing' | 'same' | 'new';
  /** Granted from now on. */
  purposes: readonly Purpose[];
  /** Were granted and are no more: what was collected for them goes. */
  withdrawn: readonly Purpose[];
  states: StoredConsent['states'];
  /** Milliseconds since 1970, a whole second. */
  expiresAt: number;
}

/** Purposes without a choice stay as they are. `before` is absent where no visitor is known. */
export function decide(choices: Choices, before: Standing | undefined, now: number): Decision {
  const counted = before?.purposes ?? [];
  const held = before?.held ?? [];
  const stateOf = (purpose: Purpose): State => {
    const choice = choices[purpose] ?? (counted.includes(purpose) ? 'granted' : 'unknown');
    return choice === 'denied' && held.includes(purpose) ? 'withdrawn' : choice;
  };
  const states = { measurement: stateOf('measurement'), personalisation: stateOf('personalisation') };
  const purposes = everyPurpose.filter((purpose) => states[purpose] === 'granted');
  const withdrawn = everyPurpose.filter((purpose) => states[purpose] === 'withdrawn');
  const isSame = withdrawn.length === 0 && purposes.every((purpose) => counted.includes(purpose));
  // a purpose that was not asked about again keeps its expiry, and there is one expiry for all
  const isKept = purposes.some((purpose) => choices[purpose] === undefined);
  const freshExpiry = Math.floor((now + consentLifetimeMs) / 1000) * 1000;
  return {
    outcome: purposes.length === 0 && withdrawn.length === 0 ? 'nothing' : isSame ? 'same' : 'new',
    purposes,
    withdrawn,
    states,
    expiresAt: before && isKept ? Math.min(before.expiresAt, freshExpiry) : freshExpiry,
  };
}
