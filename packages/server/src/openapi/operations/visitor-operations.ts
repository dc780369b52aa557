import { limits } from '@sillage/protocol';
import { lookRequestSchema } from '@sillage/protocol/look-schema';
import { pauseRequestSchema, subjectRequestSchema } from '@sillage/protocol/me-schema';
import { personaliseRequestSchema } from '@sillage/protocol/personalise-schema';
import {
  batchSchema,
  consentRequestSchema,
  eventSchema,
  exemptViewSchema,
  historyRequestSchema,
} from '@sillage/protocol/schema';
import { z } from 'zod';
import { jsonReply, noContent, type Operation } from '../operation.js';

/** On the wire each event is read by itself, so that one that won't do is refused alone. */
const batch = batchSchema.extend({ events: z.array(eventSchema).min(1).max(limits.batchEvents) });
const ofSite = z.object({ site: z.string().min(1).max(64) });
const ofVisitor = ofSite.extend({ locale: z.string().max(35).exactOptional() });

/** What a visitor's page asks, and the shop's server on their behalf. */
export const visitorOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/events',
    tag: 'Events',
    summary: 'Hand over events, durable before they are acknowledged',
    description: 'By a page of the shop, or by secret key with `channel` and `customerId`.',
    access: 'page',
    siteIn: 'body',
    body: { name: 'Batch', schema: batch },
    replies: [{ status: 202, description: 'On disk: how many were accepted, and which were refused for what reason' }],
    problems: [
      'invalid_batch',
      'unknown_site',
      'origin_not_allowed',
      'journal_full',
      'journal_failed',
      'shutting_down',
    ],
  },
  {
    method: 'post',
    path: '/v1/consent',
    tag: 'Consent',
    summary: 'Record a choice; the visitor’s token comes back',
    access: 'page',
    body: { name: 'ConsentRequest', schema: consentRequestSchema },
    replies: [jsonReply('The choice as it counts, and the token')],
    problems: ['unknown_site', 'origin_not_allowed'],
  },
  {
    method: 'post',
    path: '/v1/exempt',
    tag: 'Consent',
    summary: 'Count a page view of which nothing else is kept',
    access: 'page',
    body: { name: 'ExemptView', schema: exemptViewSchema },
    replies: [noContent('Counted')],
    problems: ['unknown_site', 'origin_not_allowed', 'exempt_off'],
  },
  {
    method: 'post',
    path: '/v1/personalise',
    tag: 'Personalisation',
    summary: 'What to show to this visitor now',
    description: 'By a page of the shop, or by secret key for a visitor or customer.',
    access: 'page',
    siteIn: 'body',
    body: { name: 'PersonaliseRequest', schema: personaliseRequestSchema },
    replies: [jsonReply('Profile, interests, segments and a decision for each slot')],
  },
  {
    method: 'post',
    path: '/v1/history',
    tag: 'Personalisation',
    summary: 'The sessions of a visitor or customer',
    access: 'key',
    siteIn: 'body',
    body: { name: 'HistoryRequest', schema: historyRequestSchema },
    replies: [jsonReply('Sessions, newest first, with pages, products, carts and orders')],
  },
  {
    method: 'get',
    path: '/v1/me',
    tag: 'Rights',
    summary: 'What the shop knows of me, in words',
    access: 'page',
    query: ofVisitor,
    replies: [jsonReply('Choices, interests, facts, segments, and for how long it is kept')],
  },
  {
    method: 'delete',
    path: '/v1/me',
    tag: 'Rights',
    summary: 'Erase what is known of me',
    access: 'page',
    query: ofSite,
    replies: [
      { status: 202, description: 'Accepted: the erasure is under way', types: [] },
      noContent('There was nothing to erase'),
    ],
  },
  {
    method: 'get',
    path: '/v1/me/export',
    tag: 'Rights',
    summary: 'Every row that is held of me, as a file',
    access: 'page',
    query: ofVisitor,
    replies: [jsonReply('The file')],
    problems: ['no_visitor'],
  },
  {
    method: 'get',
    path: '/v1/me/reference',
    tag: 'Rights',
    summary: 'Digits by which somebody of the shop finds me for a quarter of an hour',
    access: 'page',
    query: ofSite,
    replies: [jsonReply('The reference and its end')],
    problems: ['no_visitor'],
  },
  {
    method: 'post',
    path: '/v1/me/pause',
    tag: 'Rights',
    summary: 'Pause recording, or go on',
    access: 'page',
    body: { name: 'PauseRequest', schema: pauseRequestSchema },
    replies: [jsonReply('Whether it is paused')],
    problems: ['no_visitor'],
  },
  {
    method: 'post',
    path: '/v1/visitors/look',
    tag: 'Rights',
    summary: 'What may be shown of a visitor who gave a reference, or of a customer',
    access: 'key',
    siteIn: 'body',
    body: { name: 'LookRequest', schema: lookRequestSchema },
    replies: [jsonReply('Who it is, what they chose, and what follows from what they grant')],
    problems: ['no_visitor'],
  },
  {
    method: 'post',
    path: '/v1/subjects/export',
    tag: 'Rights',
    summary: 'Every row that is held of a customer, or of a visitor who gave a reference, as a file',
    access: 'key',
    siteIn: 'body',
    body: { name: 'SubjectRequest', schema: subjectRequestSchema },
    replies: [jsonReply('The file')],
  },
  {
    method: 'post',
    path: '/v1/subjects/erase',
    tag: 'Rights',
    summary: 'Erase a customer with all visitors that are theirs alone, or a visitor who gave a reference',
    access: 'key',
    siteIn: 'body',
    body: { name: 'SubjectRequest', schema: subjectRequestSchema },
    replies: [{ status: 202, description: 'Accepted: the erasure is under way, and what is kept for the accounts' }],
  },
];
