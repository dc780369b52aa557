import { valueFacts } from '@sillage/protocol';
import { offerSchema } from '@sillage/protocol/offer-schema';
import { productRulesSchema } from '@sillage/protocol/product-rules-schema';
import { countRequestSchema, segmentSchema } from '@sillage/protocol/segment-definition-schema';
import { slotSchema } from '@sillage/protocol/slot-schema';
import { surveySchema } from '@sillage/protocol/survey-schema';
import { topicMapSchema } from '@sillage/protocol/topic-map-schema';
import { z } from 'zod';
import { jsonReply, noContent, type Operation } from '../operation.js';

const kinds = [
  { path: '/v1/slots', name: 'Slot', schema: slotSchema, isOne: false },
  { path: '/v1/offers', name: 'Offer', schema: offerSchema, isOne: false },
  { path: '/v1/segments', name: 'Segment', schema: segmentSchema, isOne: false },
  { path: '/v1/surveys', name: 'Survey', schema: surveySchema, isOne: false },
  { path: '/v1/rules', name: 'ProductRules', schema: productRulesSchema, isOne: true },
  { path: '/v1/topics', name: 'TopicMap', schema: topicMapSchema, isOne: true },
] as const;

const version =
  'With `version` in the body or the header `If-Match`, only where it stands at that version; the reply has the new one, also as `ETag`.';

function operationsOf({ path, name, schema, isOne }: (typeof kinds)[number]): Operation[] {
  const one = isOne ? path : `${path}/{id}`;
  const own = { tag: 'Definitions', access: 'key' } as const;
  const list: Operation = { ...own, method: 'get', path, summary: `All of kind ${name}`, replies: [jsonReply('All')] };
  const body = { name, schema, isDefinition: true };
  return [
    ...(isOne ? [] : [list]),
    {
      ...own,
      method: 'get',
      path: one,
      summary: `The ${name}`,
      replies: [jsonReply('As it stands, with its version')],
      problems: ['not_found'],
    },
    {
      ...own,
      method: 'put',
      path: one,
      summary: `Write the ${name}`,
      description: version,
      body,
      replies: [jsonReply('Changed'), { status: 201, description: 'New' }],
      problems: ['version_conflict', 'definition_in_use'],
    },
    {
      ...own,
      method: 'delete',
      path: one,
      summary: `End the ${name}`,
      description: version,
      replies: [noContent('Ended')],
      problems: ['not_found', 'version_conflict', 'definition_in_use'],
    },
  ];
}

const ofSegment = { tag: 'Segments', access: 'key', method: 'get', problems: ['not_found'] } as const;
const day = z.iso.date().exactOptional();
const number = z.string().regex(/^\d+$/).exactOptional();

const segments: readonly Operation[] = [
  {
    ...ofSegment,
    method: 'post',
    path: '/v1/segments/count',
    summary: 'How many persons a tree finds that is not saved',
    body: { name: 'CountRequest', schema: countRequestSchema },
    replies: [jsonReply('Persons, of how many, and the tree in words')],
  },
  {
    ...ofSegment,
    path: '/v1/segments/{id}/size',
    summary: 'How many persons are in a segment now',
    replies: [jsonReply('Persons, of how many')],
  },
  {
    ...ofSegment,
    path: '/v1/segments/{id}/sizes',
    summary: 'Its size by day',
    query: z.object({ from: day, to: day }),
    replies: [jsonReply('A size for each day on which it was counted')],
  },
  {
    ...ofSegment,
    path: '/v1/segments/sizes',
    summary: 'The last size of each segment that was counted in a period',
    query: z.object({ from: day, to: day }),
    replies: [jsonReply('Sizes by segment')],
  },
  {
    ...ofSegment,
    path: '/v1/segments/overlap',
    summary: 'Who is in which of several segments at once',
    query: z.object({ ids: z.string() }),
    replies: [jsonReply('Persons of each, of each two, and of any')],
  },
  {
    ...ofSegment,
    path: '/v1/segments/values',
    summary: 'What a fact was so far, to make a condition of',
    query: z.object({ fact: z.enum(valueFacts), starts: z.string().exactOptional() }),
    replies: [jsonReply('Values, most frequent first')],
  },
  {
    ...ofSegment,
    path: '/v1/segments/{id}/worth',
    summary: 'What a segment is worth, beside everybody',
    query: z.object({ from: day, to: day, currency: z.string().exactOptional() }),
    replies: [jsonReply('A row of the segment and one of everybody, with what the columns mean')],
  },
  {
    ...ofSegment,
    path: '/v1/segments/{id}/sentence',
    summary: 'What it means, in words',
    query: z.object({ language: z.enum(['fr', 'en']).exactOptional() }),
    replies: [jsonReply('Sentences by language')],
  },
  {
    ...ofSegment,
    path: '/v1/segments/{id}/members',
    summary: 'Its members, as a file',
    query: z.object({ format: z.enum(['json', 'jsonl', 'csv', 'parquet']).exactOptional() }),
    replies: [
      {
        ...jsonReply('Whole, or the connection breaks'),
        types: ['application/json', 'application/x-ndjson', 'text/csv', 'application/vnd.apache.parquet'],
      },
    ],
  },
];

const offers: readonly Operation[] = [
  {
    tag: 'Offers',
    access: 'key',
    method: 'get',
    path: '/v1/offers/now',
    summary: 'By slot the offers with their state, whom they reached in a day, and who has had enough',
    replies: [jsonReply('Slots with their offers, and the persons who are shown none')],
  },
  {
    tag: 'Offers',
    access: 'key',
    method: 'post',
    path: '/v1/offers/{id}/preview',
    summary: 'A value with which the shop’s pages show this offer to who has it',
    replies: [jsonReply('The parameter of the address, its value and its end')],
    problems: ['not_found'],
  },
  {
    tag: 'Offers',
    access: 'key',
    method: 'get',
    path: '/v1/offers/{id}/results',
    summary: 'What an offer earned, against those from whom it was withheld',
    query: z.object({ windowDays: number, since: number, until: number }),
    replies: [jsonReply('Arms, and their difference with its interval')],
    problems: ['not_found'],
  },
];

/** What people define, and what is made of it. */
export const definitionOperations: readonly Operation[] = [...kinds.flatMap(operationsOf), ...segments, ...offers];
