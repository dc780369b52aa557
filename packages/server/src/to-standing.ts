import { grantOf, type Person, type standingOf } from '@sillage/ingest';
import type { CustomerStanding, Standing } from '@sillage/personalise';
import type { Site } from '@sillage/protocol';

/** What personalising may know of a visitor's consent. */
export function toStanding({ state, purposes, isUnderGpc, refusal, person }: ReturnType<typeof standingOf>): Standing {
  const at = state?.withdrawnAt?.personalisation;
  return {
    purposes,
    isUnderGpc,
    isErased: refusal === 'erased',
    ...(state?.pausedAt !== undefined && { pausedAt: state.pausedAt }),
    ...(person && { customerId: person.customerId, mergedIds: person.customerIds.slice(1) }),
    ...(at !== undefined && { withdrawnAt: at }),
  };
}

/** The same of a customer whom the shop's server names. */
export function toCustomerStanding(person: Person, site: Site, now: number): CustomerStanding {
  const [customerId = person.customerId, ...mergedIds] = person.customerIds;
  const choice = person.choices.personalisation;
  const isHeld = grantOf(person, site, now)?.purposes.includes('personalisation') ?? false;
  const isDenied = choice !== undefined && !isHeld;
  const at = person.withdrawnAt.personalisation;
  return {
    customerId,
    mergedIds,
    isDenied,
    ...(isDenied && choice.isGranted && { hasLapsed: true }),
    ...(at !== undefined && { withdrawnAt: at }),
  };
}
