import { randomUUID } from 'node:crypto';
import type { Look } from '@sillage/protocol';
import type { Kysely } from 'kysely';
import { looksKeptMs } from './migrations.js';
import type { LookKind, Tables } from './open-database.js';

/** Of whom something is told; a visitor by a hash. */
export interface LookSubject {
  kind: LookKind;
  id: string;
}

export interface LooksQuery {
  /** Empty: of all sites. */
  sites: readonly string[];
  /** Number of a look: those before it. */
  before?: number | undefined;
  limit: number;
}

export interface LookStore {
  /** On disk when it resolves. */
  record(look: Omit<Look, 'id' | 'subject'> & { subject: LookSubject }): Promise<void>;
  /** Newest first. */
  list(query: LooksQuery): Promise<Look[]>;
  /** Deletes those that were kept long enough by now, the hour of the node. */
  prune(now: number): Promise<void>;
  /** The looks at the customer stay, and name nobody. */
  forgetCustomer(site: string, customerId: string): Promise<void>;
}

/** The file's trigger counts whole seconds; one look that it would keep undoes the deletion of all. */
const spareMs = 1_000;

/** Append-only: the file's own triggers refuse a change, and a deletion within 13 months. */
export function createLookStore(database: Kysely<Tables>): LookStore {
  return {
    record: async ({ at, by, site, route, subject }) => {
      const row = { at, by, site, route, kind: subject.kind, subject: subject.id };
      await database.insertInto('looks').values(row).execute();
    },
    prune: async (now) => {
      await database
        .deleteFrom('looks')
        .where('at', '<', now - looksKeptMs - spareMs)
        .execute();
    },
    list: (query) => listLooks(query, database),
    forgetCustomer: async (site, customerId) => {
      await database
        .updateTable('looks')
        .set({ subject: `erased-${randomUUID()}` })
        .where('site', '=', site)
        .where('kind', '=', 'customer')
        .where('subject', '=', customerId)
        .execute();
    },
  };
}

async function listLooks({ sites, before, limit }: LooksQuery, database: Kysely<Tables>): Promise<Look[]> {
  let query = database.selectFrom('looks').select(['id', 'at', 'by', 'site', 'route', 'kind', 'subject']);
  if (sites.length > 0) query = query.where('site', 'in', sites);
  if (before !== undefined) query = query.where('id', '<', before);
  const rows = await query.orderBy('id', 'desc').limit(limit).execute();
  return rows.map(({ kind, subject, ...look }) => ({ ...look, subject: toText({ kind, id: subject }) }));
}

function toText({ kind, id }: LookSubject): string {
  if (kind === 'all') return '*';
  return kind === 'segment' ? `segment:${id}` : id;
}
