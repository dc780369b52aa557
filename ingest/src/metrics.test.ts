import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { createMetrics } from './metrics.js';

it('counts what is taken over all sites for who runs the node, and by site for the site', async () => {
  const registry = new Registry();
  const metrics = createMetrics(registry);
  metrics.countAccepted(3, 'one');
  metrics.countAccepted(4, 'two');
  metrics.countDuplicates(2, 'two');
  const before = metrics.countsOf('one');
  metrics.countAccepted(1, 'one');
  const taken = await registry.getSingleMetric('sillage_events_accepted_total')?.get();
  expect(taken?.values).toMatchObject([{ value: 8 }]);
  expect(['one', 'two', 'three'].map(metrics.countsOf)).toEqual([
    { accepted: 4, duplicates: 0 },
    { accepted: 4, duplicates: 2 },
    { accepted: 0, duplicates: 0 },
  ]);
  expect(before).toEqual({ accepted: 3, duplicates: 0 });
});
