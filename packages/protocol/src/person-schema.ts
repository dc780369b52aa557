import { z } from 'zod';
import type { PersonChangeRequest, PersonChangesRequest } from './person.js';

const site = z.string().min(1).max(64);
const customerId = z.string().min(1).max(128);
const said = z.string().trim().min(1).max(500);

/** Body of `POST /v1/persons/merge` and `/v1/persons/unmerge`. */
export const personChangeRequestSchema = z.object({
  site,
  customerId: customerId.exactOptional(),
  mergedCustomerId: customerId,
  by: said,
  reason: said,
}) satisfies z.ZodType<PersonChangeRequest>;

/** Body of `POST /v1/persons/changes`. */
export const personChangesRequestSchema = z.object({
  site,
  customerId: customerId.exactOptional(),
  limit: z.number().int().min(1).max(1000).exactOptional(),
}) satisfies z.ZodType<PersonChangesRequest>;
