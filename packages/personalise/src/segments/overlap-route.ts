import { mostOverlapping, ProblemError, type Segment, type SegmentOverlap, type Site } from '@sillage/protocol';
import type { OverlapCell, Warehouse } from '@sillage/warehouse';
import type { Context } from 'hono';
import { type QuestionSettings, toQuestion } from './to-question.js';

export interface OverlapInput {
  site: Site;
  /** All that there are. */
  segments: readonly Segment[];
  options: QuestionSettings & { warehouse: Pick<Warehouse, 'segmentOverlap'> };
}

/** `GET /v1/segments/overlap?ids=…`, two to eight ids joined by commas. */
export async function answerOverlap(context: Context, { site, segments, options }: OverlapInput): Promise<Response> {
  const asked = readSegments(context.req.query('ids') ?? '', segments);
  const { tree: _, ...question } = toQuestion(site, { type: 'all', of: [] }, options);
  const trees = asked.map(({ tree }) => tree);
  const cells = await options.warehouse.segmentOverlap({ ...question, trees, signal: context.req.raw.signal });
  return context.json(toOverlap(asked, cells, question.now));
}

function readSegments(ids: string, segments: readonly Segment[]): Segment[] {
  const named = [...new Set(ids.split(',').filter(Boolean))];
  if (named.length < 2 || named.length > mostOverlapping) {
    throw new ProblemError('invalid_request', `ids: 2 to ${mostOverlapping} different segments, joined by commas`);
  }
  return named.map((id) => {
    const segment = segments.find((one) => one.id === id);
    if (!segment) throw new ProblemError('not_found', `there is no segment ${id}`);
    return segment;
  });
}

function toOverlap(segments: readonly Segment[], cells: readonly OverlapCell[], at: number): SegmentOverlap {
  const count = (isMeant: (isIn: readonly boolean[]) => boolean | undefined) =>
    cells.reduce((sum, { isIn, persons }) => sum + (isMeant(isIn) ? persons : 0), 0);
  const pairs = segments.flatMap(({ id }, one) =>
    segments.slice(one + 1).map((other, more) => ({
      segments: [id, other.id] as [string, string],
      persons: count((isIn) => isIn[one] && isIn[one + 1 + more]),
    })),
  );
  return {
    at,
    of: count(() => true),
    inAny: count((isIn) => isIn.includes(true)),
    segments: segments.map(({ id }, place) => ({ segment: id, persons: count((isIn) => isIn[place]) })),
    pairs,
  };
}
