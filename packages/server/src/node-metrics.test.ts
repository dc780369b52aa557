import { expect, it } from 'vitest';
import { createNodeRegistry } from './node-metrics.js';

it('tells of the journal while ClickHouse takes a question and never answers', async () => {
  const stats = {
    journalBytes: 3,
    unloadedBytes: 2,
    oldestUnloadedMs: 1000,
    quarantinedBytes: 0,
    lastInsertMs: 0,
    rowsLoaded: 0,
  };
  const store = { stats: () => stats } as Parameters<typeof createNodeRegistry>[0];
  const registry = createNodeRegistry(store, { countStored: () => new Promise(() => {}) });
  expect(await registry.metrics()).toContain('sillage_journal_unloaded_bytes 2');
});
