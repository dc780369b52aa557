import {
  type ConsentReply,
  type ConsentRequest,
  type Purpose,
  type Site,
  visitorCookieMaxAgeSeconds,
} from '@sillage/protocol';
import { signVisitorToken } from '@sillage/protocol/visitor-token';
import type { StoredConsent } from '@sillage/warehouse';
import type { Context } from 'hono';
import { customerVisitor, toUuidV4 } from '../derived-id.js';
import type { JournalRecord } from '../event-store.js';
import type { Services } from '../services.js';
import { setVisitorCookie } from '../visitor/visitor-cookie.js';
import type { Decision } from './decision.js';
import type { Standing } from './standing.js';
import { withdrawalRecords } from './withdrawal-records.js';

/** The visitor that the request's token names, as the request found it. */
export interface VisitorBefore extends Standing {
  /** The token itself. */
  carried: string;
  /** Unix seconds. */
  tokenExpiresAt: number;
}

/** A choice that changes something. */
export interface Choice {
  context: Context;
  request: ConsentRequest;
  site: Site;
  before: VisitorBefore | undefined;
  decision: Decision;
  now: number;
}

/** What a token is made of. */
export interface Granted {
  visitor: string;
  proofId: string;
  purposes: readonly Purpose[];
  /** See `VisitorToken`. */
  isUnderGpc: boolean;
  /** Milliseconds since 1970. */
  expiresAt: number;
  /** Unix seconds: fixed at the first grant; no later choice and no visit prolongs it. */
  tokenExpiresAt: number;
  carried?: string;
}

/** Writes the proof, and marks what was withdrawn; then the browser is told, and not before. */
export async function prove(choice: Choice, services: Services): Promise<ConsentReply> {
  const { context, site, before, decision, now } = choice;
  const visitor = before?.visitor ?? toUuidV4(services.random(16));
  const proofId = toUuidV4(services.random(16));
  const tokenExpiresAt = before?.tokenExpiresAt ?? Math.floor(now / 1000) + visitorCookieMaxAgeSeconds;
  const { purposes, withdrawn, expiresAt } = decision;
  const consent = toProof(choice, visitor, proofId);
  const records: JournalRecord[] = [{ kind: 'consent', consent }, ...toCustomerChoice(consent, before)];
  const person = before?.person;
  records.push(...withdrawalRecords({ site: site.id, visitor, purposes: withdrawn, at: now }, person?.customerIds));
  await services.store.append(records);
  if (withdrawn.length > 0) {
    const ofCustomers = (person?.customerIds ?? []).map((id) => customerVisitor(site.id, id));
    const theirs = new Set([visitor, ...(person?.visitors ?? []), ...ofCustomers]);
    for (const each of theirs) services.onForgotten?.(site.id, each);
  }
  const granted = { visitor, proofId, purposes, isUnderGpc: consent.gpc, expiresAt, tokenExpiresAt };
  if (purposes.length === 0) setVisitorCookie(context, site, '', 0);
  const token = purposes.length === 0 ? {} : giveToken(granted, { context, site, services });
  return { proofId, purposes: [...purposes], expiresAt, serverTime: services.clock(), ...token };
}

/** On the device of a customer who is signed in it is the customer's, wherever they are. */
function toCustomerChoice(consent: StoredConsent, before: VisitorBefore | undefined): JournalRecord[] {
  const customerId = before?.state?.customerId;
  if (customerId === undefined) return [];
  const { site, proofId, states, decidedAt, expiresAt, policyVersion } = consent;
  return [{ kind: 'choice', choice: { site, customerId, proofId, states, decidedAt, expiresAt, policyVersion } }];
}

function toProof({ context, request, site, decision, now }: Choice, visitor: string, proofId: string): StoredConsent {
  return {
    proofId,
    site: site.id,
    visitor,
    states: decision.states,
    decidedAt: now,
    expiresAt: decision.expiresAt,
    policyVersion: request.policyVersion,
    bannerTextHash: request.source.bannerTextHash ?? request.bannerTextHash ?? '',
    language: request.source.language ?? request.language,
    sourceName: request.source.name,
    sourceVersion: request.source.version ?? '',
    sourceConsentId: request.source.consentId ?? '',
    gpc: request.gpc || context.req.header('Sec-GPC') === '1',
    sdk: request.sdk,
  };
}

/** To whom a token is given. */
export interface Recipient {
  context: Context;
  site: Site;
  services: Services;
}

/** The signed token: in the site's cookie, unless the browser has that very one; in header mode in the reply. */
export function giveToken(granted: Granted, { context, site, services }: Recipient): { token?: string } {
  const { visitor, proofId, isUnderGpc, tokenExpiresAt, carried } = granted;
  const given = { visitor, proofId, isUnderGpc, purposes: [...granted.purposes] };
  const consentExpiresAt = Math.floor(granted.expiresAt / 1000);
  const token = signVisitorToken(
    { site: site.id, ...given, consentExpiresAt, expiresAt: tokenExpiresAt },
    services.tokenKeys,
  );
  if (site.visitorCookie.mode === 'header') return { token };
  const remainingSeconds = tokenExpiresAt - Math.floor(services.clock() / 1000);
  if (token !== carried) setVisitorCookie(context, site, token, remainingSeconds);
  return {};
}
