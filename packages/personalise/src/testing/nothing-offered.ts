import { defaultInterestSettings, nilUuid } from '@sillage/protocol';
import { noDefinitions } from '../definitions/site-definitions.js';
import type { PersonaliseOptions } from '../personalise-options.js';
import { Recommender } from '../recommend/recommender.js';
import { bareShelf } from '../recommend/shelf.js';

/** The options of a shop that defined nothing, sold nothing and has no catalogue. */
export const nothingOffered = {
  interestSettings: () => defaultInterestSettings,
  definitions: { of: () => noDefinitions },
  recommenderOf: () => new Recommender({ maxSessions: 10 }),
  catalogueOf: () => ({
    ...bareShelf,
    isAvailable: () => false,
    restockedAt: () => undefined,
    describe: () => undefined,
    findSold: () => undefined,
  }),
  customerVisitor: () => nilUuid,
  findCustomer: (_site: unknown, customerId: string) => ({ customerId, mergedIds: [], isDenied: false }),
} satisfies Partial<PersonaliseOptions>;
