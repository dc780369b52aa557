import {
  type LatestSizes,
  ProblemError,
  type Segment,
  type SegmentCount,
  type SegmentLanguage,
  type SegmentSizes,
  type SegmentTree,
  type Site,
  segmentLanguages,
} from '@sillage/protocol';
import { describeSegment } from '@sillage/protocol/describe-segment';
import { countRequestSchema } from '@sillage/protocol/segment-definition-schema';
import type { Warehouse } from '@sillage/warehouse';
import { type Context, Hono } from 'hono';
import { answerProblem, forbidCaching, limitBody } from '../answer.js';
import type { DefinitionsCopy } from '../definitions/definitions-copy.js';
import { allSegments } from '../definitions/site-definitions.js';
import { findKeyedSite } from '../find-keyed-site.js';
import type { PersonaliseOptions } from '../personalise-options.js';
import { readRequest } from '../read-json.js';
import { readPeriod } from '../read-period.js';
import { answerMembers } from './members-route.js';
import { answerOverlap } from './overlap-route.js';
import { toQuestion } from './to-question.js';
import { createValuesRoute } from './values-route.js';
import { answerWorth } from './worth-route.js';

export interface SegmentRoutesOptions
  extends Pick<PersonaliseOptions, 'findSite' | 'isAuthentic' | 'interestSettings' | 'clock' | 'logger'> {
  warehouse: Pick<
    Warehouse,
    | 'segmentSize'
    | 'segmentSizes'
    | 'segmentMembers'
    | 'segmentWorth'
    | 'segmentOverlap'
    | 'factValues'
    | 'reportCoverage'
  >;
  definitions: Pick<DefinitionsCopy, 'of' | 'isLoaded'>;
}

/** Bytes of a tree to count, at most. */
const bodyBytes = 65_536;

/**
 * What a segment is made of, by secret key: `/v1/segments/<id>/size`, `/sizes`, `/members`, `/sentence` and `/worth`, ready-made
 * segments too; `/v1/segments/overlap` of several, `/v1/segments/values` to make one of, and `POST /v1/segments/count` for a tree
 * that is not saved. To be mounted before the definitions, whose `/v1/segments/<id>` would take these words for ids.
 */
export function createSegmentRoutes(options: SegmentRoutesOptions): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, options.logger));
  app.use('/v1/segments/*', forbidCaching, limitBody(bodyBytes));
  app.post('/v1/segments/count', (context) => answerCount(context, options));
  const answerValues = createValuesRoute();
  app.get('/v1/segments/values', (context) =>
    answerValues(context, { site: findKeyedSite(context, options), options }),
  );
  app.get('/v1/segments/overlap', (context) => {
    const site = findKeyedSite(context, options);
    return answerOverlap(context, { site, segments: listSegments(site, options), options });
  });
  app.get('/v1/segments/sizes', (context) => answerLatestSizes(context, options));
  app.get('/v1/segments/:id/worth', (context) => answerWorth(context, { ...findSegment(context, options), options }));
  app.get('/v1/segments/:id/size', async (context) => {
    const { site, segment } = findSegment(context, options);
    return context.json({ segment: segment.id, ...(await tellSize(context, { site, tree: segment.tree }, options)) });
  });
  app.get('/v1/segments/:id/sizes', (context) => answerSizes(context, options));
  app.get('/v1/segments/:id/sentence', (context) => answerSentence(context, options));
  app.get('/v1/segments/:id/members', (context) => {
    const { site, segment } = findSegment(context, options);
    return answerMembers(context, { site, segment, options });
  });
  return app;
}

/** The site's own, and those that every shop has. */
function listSegments(site: Site, { definitions }: SegmentRoutesOptions): Segment[] {
  // a ready-made segment may have been defined anew
  if (!definitions.isLoaded()) throw new ProblemError('warehouse_unavailable', undefined, 5);
  return allSegments(definitions.of(site.id), site.currency);
}

function findSegment(context: Context, options: SegmentRoutesOptions): { site: Site; segment: Segment } {
  const site = findKeyedSite(context, options);
  const id = context.req.param('id');
  const segment = listSegments(site, options).find((one) => one.id === id);
  if (!segment) throw new ProblemError('not_found');
  return { site, segment };
}

/** Only who grants personalisation now is counted, in the segment and among all. */
async function tellSize(
  { req }: Context,
  { site, tree }: { site: Site; tree: SegmentTree },
  options: SegmentRoutesOptions,
) {
  const question = toQuestion(site, tree, options);
  const size = await options.warehouse.segmentSize(question, req.raw.signal);
  return { ...size, purpose: 'personalisation' as const, at: question.now };
}

async function answerCount(context: Context, options: SegmentRoutesOptions): Promise<Response> {
  const site = findKeyedSite(context, options);
  const { tree } = await readRequest(context, countRequestSchema);
  const count: SegmentCount = { ...(await tellSize(context, { site, tree }, options)), sentences: tellSentences(tree) };
  return context.json(count);
}

function answerSentence(context: Context, options: SegmentRoutesOptions): Response {
  const { segment } = findSegment(context, options);
  const language = context.req.query('language');
  const isKnown = (text: string): text is SegmentLanguage => segmentLanguages.some((one) => one === text);
  if (language === undefined) return context.json({ segment: segment.id, sentences: tellSentences(segment.tree) });
  if (!isKnown(language)) throw new ProblemError('invalid_request', `language: one of ${segmentLanguages.join(', ')}`);
  const sentences = { [language]: describeSegment(segment.tree, language) };
  return context.json({ segment: segment.id, sentences });
}

function tellSentences(tree: SegmentTree): Record<SegmentLanguage, string> {
  return { fr: describeSegment(tree, 'fr'), en: describeSegment(tree, 'en') };
}

async function answerSizes(context: Context, options: SegmentRoutesOptions): Promise<Response> {
  const { site, segment } = findSegment(context, options);
  const { from, to } = readPeriod(context, site, options.clock());
  const sizes = await options.warehouse.segmentSizes({ site: site.id, segment: segment.id, from, to });
  const told = sizes.map(({ day, persons, of, version, at }) => ({ day, persons, of, version, at }));
  const answer: SegmentSizes = { segment: segment.id, timeZone: site.timeZone, from, to, sizes: told };
  return context.json(answer);
}

/** Counting all of them anew would take as long as all counts together. */
async function answerLatestSizes(context: Context, options: SegmentRoutesOptions): Promise<Response> {
  const site = findKeyedSite(context, options);
  const { from, to } = readPeriod(context, site, options.clock());
  const sizes = await options.warehouse.segmentSizes({ site: site.id, from, to });
  // by day, so that the last of a segment stands
  const latest = new Map(sizes.map(({ site: _, ...size }) => [size.segment, size]));
  const answer: LatestSizes = { timeZone: site.timeZone, from, to, latest: [...latest.values()] };
  return context.json(answer);
}
