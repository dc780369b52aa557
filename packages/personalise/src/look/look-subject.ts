import { type MeConsent, ProblemError, type Purpose, purposes, type Site } from '@sillage/protocol';
import type { HistoryQuery, StoredConsent, Warehouse } from '@sillage/warehouse';
import type { LiveSubject } from '../live/live-visitors.js';
import type { PersonaliseOptions } from '../personalise-options.js';
import { customerVisitors } from '../visitor.js';

export interface LookOptions extends PersonaliseOptions {
  warehouse: PersonaliseOptions['warehouse'] & Pick<Warehouse, 'proofs'>;
}

/** Who is looked at, and what of them counts now. */
export interface LookSubject {
  who: { customerId?: string; mergedIds: string[]; visitors: string[] };
  /** Latest first. */
  consents: MeConsent[];
  granted: Purpose[];
  /** See `CustomerStanding`: told of the customer, though no browser of theirs is known any more. */
  isDenied: boolean;
  hasLapsed?: true | undefined;
  pausedAt?: number | undefined;
  withdrawnAt?: number | undefined;
  history: Pick<HistoryQuery, 'visitor' | 'customerId' | 'mergedIds'>;
  live: LiveSubject;
}

const mostConsents = 100;
/** So many visitors are a test account's. */
const mostVisitors = 1_000;

/** By the last choice that is known, and the least of that and of what the node knows. Throws `no_visitor` of who was erased. */
export async function findVisitorSubject(visitor: string, site: Site, options: LookOptions): Promise<LookSubject> {
  const consents = await readConsents([visitor], site, options);
  const [last] = consents;
  const token = {
    site: site.id,
    visitor,
    proofId: last?.proofId ?? visitor,
    purposes: last ? grantedBy(last) : [],
    consentExpiresAt: Math.floor((last?.expiresAt ?? 0) / 1000),
    expiresAt: Number.MAX_SAFE_INTEGER,
  };
  const {
    purposes: granted,
    isErased,
    customerId,
    mergedIds = [],
    withdrawnAt,
    pausedAt,
  } = options.findStanding(token, site);
  if (isErased) throw new ProblemError('no_visitor');
  const customer = customerId === undefined ? undefined : options.findCustomer(site, customerId);
  const others = customerId === undefined ? [] : customerVisitors({ customerId, mergedIds }, site, options);
  return {
    who: { ...(customerId !== undefined && { customerId }), mergedIds: [...mergedIds], visitors: [visitor] },
    consents: consents.slice(0, mostConsents),
    granted: [...granted],
    isDenied: customer?.isDenied ?? false,
    hasLapsed: customer?.hasLapsed,
    pausedAt,
    withdrawnAt,
    history: { visitor },
    live: { site: site.id, visitor, others, customerId, mergedIds, withdrawnAt },
  };
}

/** All of their visitors, and what they chose on any of them. */
export async function findCustomerSubject(asked: string, site: Site, options: LookOptions): Promise<LookSubject> {
  const { customerId, mergedIds, isDenied, hasLapsed, withdrawnAt } = options.findCustomer(site, asked);
  const found = await Promise.all(
    [customerId, ...mergedIds].map((id) => options.warehouse.subjectVisitors(site.id, id)),
  );
  const own = customerVisitors({ customerId, mergedIds }, site, options);
  const visitors = [...new Set(found.flatMap((one) => one.own))]
    .filter((visitor) => !own.includes(visitor))
    .slice(0, mostVisitors);
  const consents = visitors.length === 0 ? [] : await readConsents(visitors, site, options);
  const [last] = consents;
  const held = last && last.expiresAt > options.clock() ? grantedBy(last) : [];
  const [visitor = '', ...others] = own;
  return {
    who: { customerId, mergedIds: [...mergedIds], visitors },
    consents: consents.slice(0, mostConsents),
    granted: held.filter((purpose) => purpose !== 'personalisation' || !isDenied),
    isDenied,
    hasLapsed,
    withdrawnAt,
    history: { customerId, ...(mergedIds.length > 0 && { mergedIds }) },
    live: { site: site.id, visitor, others, customerId, mergedIds, withdrawnAt },
  };
}

/** One query for all of them. */
async function readConsents(visitors: readonly string[], site: Site, options: LookOptions): Promise<MeConsent[]> {
  const consents: MeConsent[] = [];
  for await (const proof of options.warehouse.proofs({ site: site.id, visitors })) consents.push(toConsent(proof));
  return consents.sort((a, b) => b.decidedAt - a.decidedAt);
}

/** What was withdrawn is denied; what is unknown was not chosen. */
function toConsent({ proofId, states, decidedAt, expiresAt, policyVersion, sourceName }: StoredConsent): MeConsent {
  const chosen = purposes.flatMap((purpose) => {
    const state = states[purpose];
    if (state === 'unknown') return [];
    return [[purpose, state === 'granted' ? 'granted' : 'denied'] as const];
  });
  return { proofId, choices: Object.fromEntries(chosen), decidedAt, expiresAt, policyVersion, source: sourceName };
}

function grantedBy({ choices }: MeConsent): Purpose[] {
  return purposes.filter((purpose) => choices[purpose] === 'granted');
}
