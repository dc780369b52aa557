import { defaultInterestSettings, nilUuid } from '@sillage/protocol';
import { noDefinitions } from '../definitions/site-definitions.js';
import type { PersonaliseOptions } from '../personalise-options.js';
import { Recommender } from '../recommend/recommender.js';
import { bareShelf } from '../recommend/shelf.js';

/** A warehouse that holds nothing of anybody. */
export const noSubjects: Pick<PersonaliseOptions['warehouse'], 'subjectRows' | 'subjectVisitors'> = {
  subjectRows: async function* () {},
  subjectVisitors: async (_, customerId) => ({ customerIds: [customerId], own: [], shared: [] }),
};

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
  whenLoaded: async () => undefined,
  findCustomer: (_site: unknown, customerId: string) => ({ customerId, mergedIds: [], isDenied: false }),
} satisfies Partial<PersonaliseOptions>;
