import { z } from 'zod';
import { faultDetails } from './fault.js';
import { topicPattern } from './topic.js';
import { siteTopicsId, type TopicMap } from './topic-map.js';

const mostEntries = 1_000;
const topic = z.string().max(200).regex(topicPattern, faultDetails.not_a_topic);

/** Body of `PUT /v1/topics`. */
export const topicMapSchema = z.strictObject({
  id: z.literal(siteTopicsId),
  topics: z
    .record(topic, z.union([topic, z.literal('')]))
    .refine((map) => Object.keys(map).length <= mostEntries, `more than ${mostEntries} entries`)
    .default({}),
}) satisfies z.ZodType<TopicMap>;
