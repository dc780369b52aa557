import type { Draft, Intake, Verdict } from '../intake.js';

/**
 * `signed_out`, a custom event: the last of a customer's visitor in this browser. Whoever comes next is asked afresh; the grant
 * goes with the customer who gave it (decisions/0112). A visitor of nobody stays.
 */
export function signOut({ event }: Draft, intake: Intake): Verdict {
  const { standing, sender, identified } = intake;
  if (!event.isSignOut || sender.kind !== 'browser' || standing === undefined) return undefined;
  const customerId = identified.get(standing.visitor) ?? standing.state?.customerId;
  if (customerId === undefined) return undefined;
  intake.handedOver = true;
  intake.standing = undefined;
  return undefined;
}
