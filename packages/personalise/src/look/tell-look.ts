import type { ConsentState, History, LookRequest, LookScope, Site, VisitorLook } from '@sillage/protocol';
import { defaultSessions } from '../history-route.js';
import { noProfile, tellProfile } from '../me/tell-profile.js';
import { createTeller, toLanguage } from '../me/teller.js';
import { emptyHistory } from '../visitor.js';
import type { LookOptions, LookSubject } from './look-subject.js';

interface Looked {
  request: LookRequest;
  site: Site;
  options: LookOptions;
}

/**
 * At most eight point queries of ClickHouse, those that found the subject included, and one more for each customer who was merged: a
 * customer's visitors, all their proofs, the history (three), facts, refunds and this visit's events. Throws `WarehouseError`.
 */
export async function tellLook(subject: LookSubject, looked: Looked): Promise<VisitorLook> {
  const { request, site, options } = looked;
  const { who, consents, granted, pausedAt, withdrawnAt } = subject;
  const shown = findScope(subject);
  const history = await readHistory(subject, shown, looked);
  const teller = createTeller({ site, language: toLanguage(request.locale), history }, options);
  const profile = shown === 'all' ? await tellProfile({ subject: subject.live, site, teller }, options) : noProfile;
  const consentUntil = granted.length > 0 ? consents[0]?.expiresAt : undefined;
  const standing = {
    state: findState(subject, options.clock()),
    granted,
    ...(consentUntil !== undefined && { consentUntil }),
    ...(pausedAt !== undefined && { pausedAt }),
    ...(withdrawnAt !== undefined && { withdrawnAt }),
  };
  return { who, standing, shown, history, ...profile, consents };
}

/** A customer of whom no choice is known has told it to the shop, not to a browser: what is held is theirs by contract or import. */
function findScope({ granted, consents, isDenied, pausedAt, withdrawnAt, who }: LookSubject): LookScope {
  if (pausedAt !== undefined) return 'nothing';
  if (granted.includes('personalisation')) return 'all';
  if (granted.includes('measurement')) return 'counts';
  const isOfBooks = who.customerId !== undefined && consents.length === 0 && !isDenied && withdrawnAt === undefined;
  return isOfBooks ? 'all' : 'nothing';
}

function findState(subject: LookSubject, now: number): ConsentState {
  const { consents, granted, isDenied, hasLapsed, pausedAt, withdrawnAt } = subject;
  if (pausedAt !== undefined) return 'paused';
  if (granted.length > 0) return 'granted';
  const [last, ...before] = consents;
  if (!last) {
    if (withdrawnAt !== undefined) return 'withdrawn';
    // their proofs are gone with their browsers; of the choice itself the node knows
    if (isDenied) return hasLapsed ? 'expired' : 'refused';
    return 'unknown';
  }
  const isGrant = ({ choices }: typeof last) => Object.values(choices).includes('granted');
  if (isGrant(last)) return last.expiresAt <= now ? 'expired' : 'withdrawn';
  return withdrawnAt !== undefined || before.some(isGrant) ? 'withdrawn' : 'refused';
}

/** Of a visitor only what is held for what they grant: rows for figures alone stay out of a trail. */
async function readHistory(subject: LookSubject, shown: LookScope, looked: Looked): Promise<History> {
  if (shown === 'nothing') return emptyHistory;
  const { request, site, options } = looked;
  const { limit = defaultSessions, cursor } = request;
  const query = { ...subject.history, site: site.id, limit: shown === 'all' ? limit : 1 };
  if (shown === 'counts') {
    const { nextCursor: _, ...counts } = await options.warehouse.history({ ...query, purpose: 'measurement' });
    return { ...counts, sessions: [] };
  }
  return options.warehouse.history({
    ...query,
    ...(subject.consents.length > 0 && { purpose: 'personalisation' }),
    ...(cursor !== undefined && { cursor }),
  });
}
