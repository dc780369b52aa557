import type { Segment, Site } from '@sillage/protocol';
import type { Warehouse } from '@sillage/warehouse';
import { type Doing, keepDoing } from '../catalogue/keep-doing.js';
import type { DefinitionsCopy } from '../definitions/definitions-copy.js';
import { allSegments } from '../definitions/site-definitions.js';
import { dayOfSite } from './day-of-site.js';
import { type QuestionSettings, toQuestion } from './to-question.js';

export interface SegmentSizesOptions extends QuestionSettings {
  warehouse: Pick<Warehouse, 'segmentSize' | 'segmentSizes' | 'noteSegmentSizes'>;
  sites: readonly Site[];
  definitions: Pick<DefinitionsCopy, 'of' | 'refresh'>;
  /** Milliseconds between looks whether a day has begun, or a segment has changed. */
  everyMs: number;
  /** Milliseconds before the first look, and between two counts: nobody waits for them. */
  firstMs: number;
  pauseMs: number;
  /** Resolves after so many milliseconds, or sooner when the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  logger: Doing['logger'];
}

/**
 * Counts each segment of each site once a day of the site, and again where its definition changed that day. What was missed
 * stays missing but for today: yesterday can't be counted any more. Of several nodes each writes the same row.
 */
export function keepSegmentSizes(options: SegmentSizesOptions): { close(): void } {
  const { firstMs, everyMs, wait, logger } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const look = async () => {
    await options.definitions.refresh();
    for (const site of options.sites) await noteToday(site, options, signal);
  };
  const doing = { pauseMs: everyMs, wait, signal, logger, what: 'the sizes of segments' };
  void wait(firstMs, signal).then(() => (signal.aborted ? undefined : keepDoing(look, doing)));
  return { close: () => stopping.abort() };
}

async function noteToday(site: Site, options: SegmentSizesOptions, signal: AbortSignal): Promise<void> {
  const { warehouse, definitions, clock, wait, pauseMs } = options;
  const day = dayOfSite(site, clock());
  const known = await warehouse.segmentSizes({ site: site.id, from: day, to: day });
  const { segments } = definitions.of(site.id);
  const versionOf = ({ id }: Segment) => segments.get(id)?.version ?? 0;
  const isKnown = (segment: Segment) =>
    known.some((size) => size.segment === segment.id && size.version === versionOf(segment));
  for (const segment of allSegments(definitions.of(site.id), site.currency)) {
    if (signal.aborted) return;
    // the day may have ended while others were counted
    if (isKnown(segment) || dayOfSite(site, clock()) !== day) continue;
    const question = toQuestion(site, segment.tree, options);
    const size = await warehouse.segmentSize(question);
    const of = { site: site.id, segment: segment.id, day, version: versionOf(segment), at: question.now };
    await warehouse.noteSegmentSizes([{ ...of, ...size }]);
    await wait(pauseMs, signal);
  }
}
