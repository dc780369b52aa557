import { z } from 'zod';
import { type FaultKind, faultDetails } from './fault.js';
import { topicPattern } from './topic.js';
import { siteTopicsId, type TopicMap } from './topic-map.js';

const mostEntries = 1_000;
const topic = z.string().max(200).regex(topicPattern, faultDetails.not_a_topic);
/** Empty: the topic is hidden. */
const topicOrNothing = z
  .string()
  .max(200)
  .refine((text) => text === '' || topicPattern.test(text), faultDetails.not_a_topic);

/** Body of `PUT /v1/topics`. */
export const topicMapSchema = z.strictObject({
  id: z.literal(siteTopicsId),
  topics: z
    .record(topic, topicOrNothing)
    .refine((map) => Object.keys(map).length <= mostEntries, {
      message: `more than ${mostEntries} entries`,
      params: { fault: { code: 'too_many', limit: mostEntries } satisfies FaultKind },
    })
    .default({}),
}) satisfies z.ZodType<TopicMap>;
