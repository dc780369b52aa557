import { exemptGroups } from '@sillage/protocol';
import { personChangeRequestSchema, personChangesRequestSchema } from '@sillage/protocol/person-schema';
import { bannerTextRequestSchema, proofExportRequestSchema } from '@sillage/protocol/proof-schema';
import { replayRequestSchema } from '@sillage/protocol/rejected-schema';
import { settleRequestSchema } from '@sillage/protocol/survey-schema';
import { z } from 'zod';
import { jsonReply, noContent, type Operation } from '../operation.js';

const day = z.iso.date().exactOptional();
const period = { from: day, to: day };

const feeds = ['application/x-ndjson', 'application/xml', 'text/tab-separated-values'];

const changes: readonly Operation[] = (['merge', 'unmerge'] as const).map((change) => ({
  method: 'post',
  path: `/v1/persons/${change}`,
  tag: 'Persons',
  summary: change === 'merge' ? 'Say that two customers are one person' : 'Take a merge back',
  access: 'key',
  siteIn: 'body',
  body: { name: 'PersonChangeRequest', schema: personChangeRequestSchema },
  replies: [jsonReply('Who counts to whom now')],
  problems: ['person_conflict'],
}));

const persons: readonly Operation[] = [
  ...changes,
  {
    method: 'post',
    path: '/v1/persons/changes',
    tag: 'Persons',
    summary: 'Merges, newest first, with who said so and why',
    access: 'key',
    siteIn: 'body',
    body: { name: 'PersonChangesRequest', schema: personChangesRequestSchema },
    replies: [jsonReply('The changes')],
  },
];

const catalogue: readonly Operation[] = [
  {
    method: 'put',
    path: '/v1/catalogue',
    tag: 'Catalogue',
    summary: 'Tell products, as JSON lines or a feed of Google’s form',
    access: 'key',
    bodyTypes: feeds,
    replies: [jsonReply('How many were taken, and which lines were refused')],
    problems: ['unknown_feed', 'unreadable_feed'],
  },
  {
    method: 'get',
    path: '/v1/catalogue',
    tag: 'Catalogue',
    summary: 'The products as they are known',
    access: 'key',
    query: z.object({ cursor: z.string().exactOptional(), search: z.string().max(200).exactOptional() }),
    replies: [jsonReply('Products by id, and the cursor of the next ones')],
  },
  {
    method: 'get',
    path: '/v1/catalogue/unmatched',
    tag: 'Catalogue',
    summary: 'Products of pages that the catalogue does not have',
    access: 'key',
    replies: [jsonReply('Product ids with how often they were seen')],
  },
  {
    method: 'delete',
    path: '/v1/catalogue/{id}',
    tag: 'Catalogue',
    summary: 'Remove a product',
    access: 'key',
    replies: [noContent('Removed')],
    problems: ['not_found'],
  },
];

const proofs: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/proofs/verify',
    tag: 'Consent',
    summary: 'Verify the chains of proofs',
    access: 'key',
    query: z.object({ head: z.array(z.string()).exactOptional() }),
    replies: [jsonReply('What came of each chain')],
  },
  {
    method: 'post',
    path: '/v1/proofs/export',
    tag: 'Consent',
    summary: 'Proofs of a visitor, of a customer, or all, as JSON lines',
    access: 'key',
    body: { name: 'ProofExportRequest', schema: proofExportRequestSchema },
    replies: [{ ...jsonReply('A line a proof; the last says how many'), types: ['application/jsonl'] }],
    problems: ['invalid_token'],
  },
  {
    method: 'get',
    path: '/v1/banner-texts',
    tag: 'Consent',
    summary: 'Texts that banners showed',
    access: 'key',
    replies: [jsonReply('Those that came with Sillage, and those that the shop kept')],
  },
  {
    method: 'put',
    path: '/v1/banner-texts',
    tag: 'Consent',
    summary: 'Keep a text under its hash',
    access: 'key',
    body: { name: 'BannerText', schema: bannerTextRequestSchema },
    replies: [jsonReply('The text in canonical form, with its hash')],
  },
  {
    method: 'get',
    path: '/v1/reports/consent',
    tag: 'Reports',
    summary: 'Choices by day, source or page',
    access: 'key',
    query: z.object({ by: z.enum(['day', 'source', 'page']).exactOptional(), ...period }),
    replies: [jsonReply('Choices of which there is a proof')],
  },
  {
    method: 'get',
    path: '/v1/reports/exempt',
    tag: 'Reports',
    summary: 'Page views that are only counted',
    access: 'key',
    query: z.object({ by: z.enum(exemptGroups).exactOptional(), ...period }),
    replies: [jsonReply('Sums of one thing each')],
  },
];

const health: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/health',
    tag: 'Health',
    summary: 'How the node that answers fares, and what it took of the site',
    access: 'key',
    replies: [jsonReply('Accepted, duplicates and lag since it started')],
  },
  {
    method: 'get',
    path: '/v1/rejected',
    tag: 'Health',
    summary: 'Refused events, latest first; more by the header `Sillage-Cursor`',
    access: 'key',
    query: z.object({ reason: z.string().exactOptional(), limit: z.string().exactOptional(), ...period }),
    replies: [jsonReply('Events with their reason and, where it is kept, their body')],
  },
  {
    method: 'post',
    path: '/v1/rejected/replay',
    tag: 'Health',
    summary: 'Send refused events once more',
    access: 'key',
    body: { name: 'ReplayRequest', schema: replayRequestSchema },
    replies: [jsonReply('What came of them')],
  },
];

const settle: Operation = {
  method: 'post',
  path: '/v1/complaints/settle',
  tag: 'Satisfaction',
  summary: 'Settle a complaint; its person may be approached again',
  access: 'key',
  body: { name: 'SettleRequest', schema: settleRequestSchema },
  replies: [jsonReply('When it was settled')],
  problems: ['not_found'],
};

/** What the shop's servers and people do beside reports and definitions. */
export const shopOperations: readonly Operation[] = [...persons, ...catalogue, ...proofs, ...health, settle];
