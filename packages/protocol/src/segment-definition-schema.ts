import { z } from 'zod';
import { label, slug } from './definition-schema.js';
import type { Segment } from './segment.js';
import { readSegmentTree } from './segment-schema.js';

const tree = z.unknown().transform((input, context) => {
  const read = readSegmentTree(input);
  if ('tree' in read) return read.tree;
  for (const { path, message, fault } of read.problems) {
    const steps = path.match(/[^.[\]]+/g) ?? [];
    context.addIssue({ code: 'custom', path: steps, message, params: { fault } });
  }
  return z.NEVER;
});

/** Body of `PUT /v1/segments/:id`. */
export const segmentSchema = z.strictObject({
  id: slug,
  names: z.strictObject({ fr: label, en: label }),
  tree,
}) satisfies z.ZodType<Segment>;

/** Body of `POST /v1/segments/count`. */
export const countRequestSchema = z.strictObject({ tree });
