import { type ProblemCode, problems, type RefusalReason, refusalReasons } from '@sillage/protocol';
import { Counter, Histogram, type Registry } from 'prom-client';

/** `off`: the site is not in exempt mode. `objection`: the browser sent Global Privacy Control. */
const exemptOutcomes = ['counted', 'objection', 'bot', 'internal', 'off'] as const;
export type ExemptOutcome = (typeof exemptOutcomes)[number];

/** Events since the start. */
export interface SiteCounts {
  accepted: number;
  duplicates: number;
}

/** What ingestion counts. Counters of every reason and code exist from the start, at 0. */
export interface IngestMetrics {
  countAccepted(events: number, site: string): void;
  countDuplicates(events: number, site: string): void;
  /** The two of one site, since the start: not in the registry, which is for who runs the node. */
  countsOf(site: string): SiteCounts;
  countRejected(reason: RefusalReason): void;
  countProblem(code: ProblemCode): void;
  /** A request of the exempt mode, by what came of it. */
  countExempt(outcome: ExemptOutcome): void;
  /** The histogram of one route, looked up once. */
  timerOf(route: string): (seconds: number) => void;
}

export function createMetrics(registry: Registry): IngestMetrics {
  const registers = [registry];
  const accepted = new Counter({
    name: 'sillage_events_accepted_total',
    help: 'Events that were made durable and acknowledged.',
    registers,
  });
  const duplicates = new Counter({
    name: 'sillage_events_duplicate_total',
    help: 'Events, and orders, that were known already.',
    registers,
  });
  const duration = new Histogram({
    name: 'sillage_ingest_request_seconds',
    help: 'From the request to its answer, waiting for the disk included.',
    labelNames: ['route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  const rejected = countEach('sillage_events_rejected_total', 'Events refused for good.', 'reason', {
    values: Object.keys(refusalReasons),
    registers,
  });
  const failed = countEach('sillage_problems_total', 'Requests that ended with a problem.', 'code', {
    values: Object.keys(problems),
    registers,
  });
  const exempt = countEach(
    'sillage_exempt_views_total',
    'Page views without consent, by what came of them.',
    'outcome',
    {
      values: exemptOutcomes,
      registers,
    },
  );
  const ofSites = new Map<string, SiteCounts>();
  const begin = (site: string) => {
    const counts: SiteCounts = { accepted: 0, duplicates: 0 };
    ofSites.set(site, counts);
    return counts;
  };
  const note = (site: string, what: keyof SiteCounts, events: number) => {
    const counts = ofSites.get(site) ?? begin(site);
    counts[what] += events;
  };
  return {
    countAccepted: (events, site) => {
      accepted.inc(events);
      note(site, 'accepted', events);
    },
    countDuplicates: (events, site) => {
      duplicates.inc(events);
      note(site, 'duplicates', events);
    },
    countsOf: (site) => ({ accepted: 0, duplicates: 0, ...ofSites.get(site) }),
    countRejected: (reason) => rejected.inc({ reason }),
    countProblem: (code) => failed.inc({ code }),
    countExempt: (outcome) => exempt.inc({ outcome }),
    timerOf: (route) => {
      const histogram = duration.labels(route);
      return (seconds) => histogram.observe(seconds);
    },
  };
}

function countEach<L extends string>(
  name: string,
  help: string,
  label: L,
  { values, registers }: { values: readonly string[]; registers: Registry[] },
): Counter<L> {
  const counter = new Counter({ name, help, labelNames: [label], registers });
  for (const value of values) counter.inc({ [label]: value } as Record<L, string>, 0);
  return counter;
}
