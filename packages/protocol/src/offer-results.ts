/** What an offer earned: those who saw it compared with those from whom it was withheld. */
export interface OfferResults {
  offerId: string;
  /** First meetings from then on, to before `until`: milliseconds since 1970 UTC. */
  since: number;
  until: number;
  /** What a person did counts within so many days after first meeting the offer. */
  windowDays: number;
  /** ISO 4217, of all amounts here. */
  currency: string;
  /** Persons who were to see it: exposed and withheld. */
  eligible: number;
  exposed: ArmResults;
  withheld: ArmResults;
  /** Persons whom the present draw would put elsewhere: identified since, or the share or salt was changed. */
  moved: number;
  /** Share of persons who bought. */
  conversion: ArmComparison;
  /** Revenue per person, in minor units, net of refunds. */
  revenuePerPerson: ArmComparison;
}

export interface ArmResults {
  /** Once each, where they were first. */
  persons: number;
  clickedPersons: number;
  clicks: number;
  dismissedPersons: number;
  convertedPersons: number;
  orders: number;
  /** Orders in other currencies: converted, without revenue. */
  otherCurrencyOrders: number;
  revenueMinor: number;
}

/** Exposed minus withheld. */
export type ArmComparison = {
  /** Mean over persons of each. */
  exposed: number;
  withheld: number;
  /** What it takes to tell a difference apart; `undefined` while there is nothing to reckon from. */
  readable?: Readability;
} & (
  | { status: 'not_enough_data' | 'no_holdout' }
  | {
      /** `unclear`: the interval holds 0. */
      status: 'more' | 'less' | 'unclear';
      difference: number;
      /** Of 95 %. */
      low: number;
      high: number;
    }
);

/** With a power of 80 % at a confidence of 95 %. */
export interface Readability {
  /** A change of this part of what the withheld do, 0.1 for ten percent, … */
  effect: number;
  /** … is told apart with so many persons of both kinds together, … */
  persons: number;
  /** … which takes about so many weeks more at the traffic of the last four; absent: there is none. */
  weeks?: number;
  /** The smallest part that is told apart with the persons there are. */
  readableNow: number;
}
