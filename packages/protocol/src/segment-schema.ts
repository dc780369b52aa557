import { z } from 'zod';
import { faultDetails, toFaultKind } from './fault.js';
import { interestKinds } from './interest.js';
import { plainWords } from './plain-words.js';
import {
  comparisons,
  deeds,
  moneyFacts,
  numberFacts,
  type SegmentProblem,
  type SegmentTree,
  segmentLimits,
  wordFacts,
} from './segment.js';
import { topicPattern } from './topic.js';

/** As `toPriceBand` writes it. */
const priceBandPattern = /^[A-Z]{3} \d{1,9}-\d{0,9}$/;

const topic = z.string().max(200).regex(topicPattern, faultDetails.not_a_topic);
const productId = z.string().min(1).max(128);
/** JSON has no other way to say how many. */
const times = z.number().int().min(1).max(1_000_000);
/** A hundred years. */
const days = z.number().int().min(1).max(36_500);
const amount = z.number().min(-1e12).max(1e12);
const is = z.enum(comparisons);

interface Named {
  topic?: string;
  productId?: string;
}
const isOne = (condition: Named) => (condition.topic === undefined) !== (condition.productId === undefined);
const isOneAtMost = (condition: Named) => condition.topic === undefined || condition.productId === undefined;

const subject = { topic: topic.exactOptional(), productId: productId.exactOptional() };
const period = { atLeast: times, withinDays: days.exactOptional() };

const condition = [
  z.strictObject({ type: z.literal('number'), fact: z.enum(numberFacts), is, value: amount }),
  z.strictObject({
    type: z.literal('money'),
    fact: z.enum(moneyFacts),
    currency: z.string().regex(/^[A-Z]{3}$/, faultDetails.not_a_currency),
    is,
    valueMinor: z.number().int().min(0).max(1e12),
  }),
  z.strictObject({
    type: z.literal('word'),
    fact: z.enum(wordFacts),
    among: z.array(z.string().min(1).max(64)).min(1).max(50),
  }),
  z.strictObject({ type: z.literal('order_share'), topic, is, value: z.number().min(0).max(1) }),
  z.strictObject({ type: z.literal('viewed'), ...subject, ...period }).refine(isOne, faultDetails.one_subject),
  z.strictObject({ type: z.literal('bought'), ...subject, ...period }).refine(isOne, faultDetails.one_subject),
  z
    .strictObject({
      type: z.literal('in_cart'),
      ...subject,
      idleHours: z.number().int().min(0).max(876_000).exactOptional(),
    })
    .refine(isOneAtMost, faultDetails.one_subject_at_most),
  z.strictObject({ type: z.literal('did'), what: z.enum(deeds), ...period }),
  z
    .strictObject({
      type: z.literal('interest'),
      kind: z.enum(interestKinds),
      key: z.string().min(1).max(200),
      top: z.number().int().min(1).max(100).exactOptional(),
      minScore: z.number().min(0).max(1e9).exactOptional(),
      minShare: z.number().min(0).max(1).exactOptional(),
    })
    .refine(({ top, minScore, minShare }) => (top ?? minScore ?? minShare) !== undefined, faultDetails.no_strength)
    .refine(({ kind, key }) => kind !== 'topic' || topicPattern.test(key), {
      path: ['key'],
      message: faultDetails.not_a_topic,
    })
    .refine(({ kind, key }) => kind !== 'price_band' || priceBandPattern.test(key), {
      path: ['key'],
      message: faultDetails.not_a_price_band,
    }),
] as const;

/** A tree of which `readSegmentTree` has bounded the depth. */
const tree: z.ZodType<SegmentTree> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.enum(['all', 'any']), of: z.array(tree).min(1) }),
    z.strictObject({ type: z.literal('not'), of: tree }),
    ...condition,
  ]),
);

export type SegmentReading = { tree: SegmentTree } | { problems: SegmentProblem[] };

/** Problems told at most: the first ones are mended first. */
const mostProblems = 20;

/** A segment's tree out of what a request brought, or what is wrong with it and where. */
export function readSegmentTree(input: unknown): SegmentReading {
  const tooMuch = findExcess(input);
  if (tooMuch) return { problems: [tooMuch] };
  const read = tree.safeParse(input, plainWords);
  if (read.success) return { tree: read.data };
  const problems = read.error.issues.map((issue) => ({
    path: toPath(issue.path),
    message: issue.message,
    fault: toFaultKind(issue),
  }));
  return { problems: problems.slice(0, mostProblems) };
}

const { nodes: mostNodes, depth: mostDepth, bytes: mostBytes } = segmentLimits;
const tooMany: SegmentProblem = {
  path: '',
  message: `has more than ${mostNodes} conditions`,
  fault: { code: 'too_many', limit: mostNodes },
};
const tooDeep: SegmentProblem = {
  path: '',
  message: `is deeper than ${mostDepth} levels`,
  fault: { code: 'too_deep', limit: mostDepth },
};
const tooLong: SegmentProblem = {
  path: '',
  message: `has more than ${mostBytes} bytes`,
  fault: { code: 'too_big', limit: mostBytes },
};

/** Before the schema, which calls itself at each level. */
function findExcess(input: unknown): SegmentProblem | undefined {
  const left: { node: unknown; depth: number }[] = [{ node: input, depth: 1 }];
  let nodes = 0;
  for (let next = left.pop(); next; next = left.pop()) {
    if (++nodes > mostNodes) return tooMany;
    if (next.depth > mostDepth) return tooDeep;
    const { node, depth } = next;
    if (typeof node !== 'object' || node === null || !('of' in node)) continue;
    const below: unknown[] = Array.isArray(node.of) ? node.of : [node.of];
    if (below.length > mostNodes) return tooMany;
    for (const each of below) left.push({ node: each, depth: depth + 1 });
  }
  // its depth in other keys than `of` is not bounded yet, and JSON.stringify calls itself too
  return isTooLong(input) ? tooLong : undefined;
}

function isTooLong(input: unknown): boolean {
  try {
    return new TextEncoder().encode(JSON.stringify(input) ?? '').length > mostBytes;
  } catch {
    return true; // so deep that it can't be written
  }
}

function toPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}
