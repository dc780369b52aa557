/** What the live line shows. */
export interface Figures {
  /** Events in ClickHouse. */
  events: number;
  visitors: number;
  /** How old the oldest event is that waits to be loaded, in milliseconds; 0 when none waits. */
  lagMs: number;
}

/** The figures in the Prometheus text of `/metrics`; 0 for a metric that is not there yet. */
export function readFigures(metrics: string): Figures {
  const read = (name: string) => {
    const line = metrics.split('\n').find((one) => one.startsWith(`${name} `) || one.startsWith(`${name}{`));
    return Number(line?.split(' ').at(-1) ?? 0);
  };
  return {
    events: read('sillage_stored_events'),
    visitors: read('sillage_stored_visitors'),
    lagMs: read('sillage_journal_age_seconds') * 1000,
  };
}

/** `2,314 events · 118 visitors · lag 0.2 s` */
export function formatFigures({ events, visitors, lagMs }: Figures): string {
  const count = new Intl.NumberFormat('en');
  return `${count.format(events)} events · ${count.format(visitors)} visitors · lag ${(lagMs / 1000).toFixed(1)} s`;
}

export async function fetchFigures(serverUrl: string): Promise<Figures> {
  const reply = await fetch(`${serverUrl}/metrics`, { signal: AbortSignal.timeout(5000) });
  if (!reply.ok) throw new Error(`/metrics was answered ${reply.status}`);
  return readFigures(await reply.text());
}
