export interface OfferOutcomesQuery {
  site: string;
  offerId: string;
  /** First exposures and first withholdings from then on, to before `until`: milliseconds since 1970 UTC. */
  since: number;
  until: number;
  /** An outcome counts within so many days after the first one. */
  windowDays: number;
  /** ISO 4217: revenue in others is not added. */
  currency: string;
  /** By which persons are drawn now: see `drawFraction` in the protocol. */
  salt: string;
  holdout: number;
}

/** What became of the persons who first saw an offer, or of those from whom it was first withheld. */
export interface ArmOutcomes {
  persons: number;
  /** Of them, first within the last 28 days before `until`. */
  recentPersons: number;
  clickedPersons: number;
  clicks: number;
  dismissedPersons: number;
  convertedPersons: number;
  orders: number;
  /** Orders in other currencies, which `revenueMinor` leaves out. */
  otherCurrencyOrders: number;
  /** Net of refunds. */
  revenueMinor: number;
  /** Of each person's revenue. */
  revenueSquares: number;
  /** Persons whom the present draw puts elsewhere: identified since, or the share or salt was changed. */
  movedPersons: number;
  /** Of the first of them; `undefined` where there is nobody. */
  firstAt: number | undefined;
}

export interface OfferOutcomes {
  exposed: ArmOutcomes;
  withheld: ArmOutcomes;
}
