import { type ChangeOutcome, type DefinitionChange, type StoredDefinition, WarehouseError } from '@sillage/warehouse';

/** What ClickHouse does with definitions, of one process; `isAway` makes it fail as ClickHouse does. */
export function createMemoryDefinitions() {
  const rows = new Map<string, StoredDefinition & { isDeleted: boolean }>();
  let mark = 0;
  const memory = {
    isAway: false,
    reads: 0,
    rows,
    async readDefinitions(): Promise<StoredDefinition[]> {
      check();
      memory.reads += 1;
      return [...rows.values()].filter((row) => !row.isDeleted).map(({ isDeleted: _, ...row }) => row);
    },
    async markDefinitions(): Promise<number> {
      check();
      return mark;
    },
    async changeDefinition({ expectedVersion, body, ...change }: DefinitionChange): Promise<ChangeOutcome> {
      check();
      const key = `${change.site}/${change.kind}/${change.id}`;
      const row = rows.get(key);
      const standing = row && !row.isDeleted ? row.version : 0;
      const isExpected = expectedVersion === undefined || expectedVersion === standing;
      if (!isExpected || (body === undefined && standing === 0)) return { isDone: false, version: standing };
      const version = (row?.version ?? 0) + 1;
      rows.set(key, { ...change, version, body: body ?? '', isDeleted: body === undefined });
      mark += 1;
      return { isDone: true, version };
    },
  };
  function check(): void {
    if (memory.isAway) throw new WarehouseError('unavailable', 'away');
  }
  return memory;
}
