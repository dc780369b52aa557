import { createHash } from 'node:crypto';
import type { ClickHouse } from '../client/clickhouse.js';
import { WarehouseError } from '../warehouse.js';
import { events } from './001-events.js';
import { sessions } from './002-sessions.js';
import { orders } from './003-orders.js';
import { persons } from './004-persons.js';
import { rejectedEvents } from './005-rejected-events.js';
import { sessionFacts } from './006-session-facts.js';
import { definitions } from './007-definitions.js';
import { catalogue } from './008-catalogue.js';
import { segmentSizes } from './009-segment-sizes.js';
import { complaints } from './010-complaints.js';
import { proofChain } from './011-proof-chain.js';
import { exemptViews } from './012-exempt-views.js';
import { personChanges } from './013-person-changes.js';
import { erasure } from './014-erasure.js';
import { forgottenTrail } from './015-forgotten-trail.js';
import { lifetimeModels } from './016-lifetime-models.js';
import { factsByKind } from './017-facts-by-kind.js';
import { sessionSteps } from './018-session-steps.js';
import { viewsRenamed } from './019-views-renamed.js';
import { readFast } from './020-read-fast.js';
import { sessionCarts } from './021-session-carts.js';
import type { Migration } from './migration.js';
import { runAlone } from './run-alone.js';

/** The schema's steps, in order. */
export const migrations: readonly Migration[] = [
  events,
  sessions,
  orders,
  persons,
  rejectedEvents,
  sessionFacts,
  definitions,
  catalogue,
  segmentSizes,
  complaints,
  proofChain,
  exemptViews,
  personChanges,
  erasure,
  forgottenTrail,
  lifetimeModels,
  factsByKind,
  sessionSteps,
  viewsRenamed,
  readFast,
  sessionCarts,
];

interface Applied {
  version: number;
  checksum: string;
}

const action = 'prepare the schema';

const table = `CREATE TABLE IF NOT EXISTS schema_migrations (
  version UInt32, name String, checksum FixedString(64), applied_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
) ENGINE = MergeTree ORDER BY version SETTINGS fsync_after_insert = 1`;

/**
 * Brings the schema to this version: the steps that are missing, in order. Throws WarehouseError `migration` when an
 * applied step differs from the one known here, or when the schema is newer. Of nodes that start together one does it, and the
 * others wait: an earlier step that runs again beside a later one would undo some of it.
 */
export async function migrate(clickhouse: ClickHouse, steps: readonly Migration[] = migrations): Promise<void> {
  await clickhouse.run({ action, sql: table });
  if ((await findMissing(clickhouse, steps)).length === 0) return;
  await runAlone(clickhouse, async (signal) => {
    for (const step of await findMissing(clickhouse, steps)) await apply(clickhouse, step, signal);
  });
}

async function findMissing(clickhouse: ClickHouse, steps: readonly Migration[]): Promise<Migration[]> {
  const sql = 'SELECT DISTINCT version, checksum FROM schema_migrations ORDER BY version';
  const applied = await clickhouse.rows<Applied>({ action, sql });
  checkApplied(applied, steps);
  const known = new Set(applied.map(({ version }) => version));
  return steps.filter(({ version }) => !known.has(version));
}

async function apply(clickhouse: ClickHouse, step: Migration, signal: AbortSignal): Promise<void> {
  for (const statement of step.statements) {
    signal.throwIfAborted();
    await clickhouse.run({ action: `apply the migration ${step.name}`, sql: statement, timeoutMs: 600_000 });
  }
  await clickhouse.run(
    {
      action,
      sql: 'INSERT INTO schema_migrations (version, name, checksum) VALUES ({version:UInt32}, {name:String}, {checksum:String})',
    },
    { version: step.version, name: step.name, checksum: toChecksum(step) },
  );
}

function checkApplied(applied: readonly Applied[], steps: readonly Migration[]): void {
  for (const { version, checksum } of applied) {
    const step = steps.find((candidate) => candidate.version === version);
    if (!step) {
      throw new WarehouseError(
        'migration',
        `The schema is at version ${version}, which this Sillage does not know: it is older than the one that wrote it.`,
      );
    }
    if (toChecksum(step) !== checksum) {
      throw new WarehouseError(
        'migration',
        `The migration ${step.name} (${version}) was applied in another form than this Sillage has.`,
      );
    }
  }
}

function toChecksum(step: Migration): string {
  return createHash('sha256').update(step.statements.join(';\n')).digest('hex');
}
