import type { ClickHouse } from '../client/clickhouse.js';
import { type ChoiceColumns, type PersonChangeColumns, toChoice, toPersonChange } from '../rows/person-rows.js';
import type { StoredPersonChange } from '../stored-event.js';
import type { PersonNews } from '../warehouse.js';

const ms = (column: string) => `toUnixTimestamp64Milli(${column}) AS ${column}`;
const changeColumns = `site, customer_id, into_customer_id, ${ms('changed_at')}, toString(change_id) AS change_id, changed_by, reason`;
const choiceColumns = `site, customer_id, ${ms('decided_at')}, toString(proof_id) AS proof_id, states, ${ms('expires_at')}, policy_version`;

/** See `Warehouse.personChanges`. */
export async function personChanges(
  clickhouse: ClickHouse,
  { site, customerId, limit }: { site: string; customerId?: string; limit: number },
): Promise<StoredPersonChange[]> {
  const ofCustomer = 'AND (customer_id = {customerId:String} OR into_customer_id = {customerId:String})';
  const sql = `SELECT ${changeColumns} FROM person_changes AS changes
WHERE site = {site:String} ${customerId === undefined ? '' : ofCustomer}
ORDER BY changes.changed_at DESC, changes.change_id LIMIT {limit:UInt32}`;
  const rows = await clickhouse.rows<PersonChangeColumns>(
    { action: 'read the changes of persons', sql },
    { site, limit, ...(customerId === undefined ? {} : { customerId }) },
  );
  return rows.map(toPersonChange);
}

const newsOf = (table: string, columns: string) => `SELECT ${columns}, ${ms('noted_at')} FROM ${table} AS news
WHERE news.noted_at > fromUnixTimestamp64Milli({since:Int64}, 'UTC')
ORDER BY news.noted_at LIMIT 10000 WITH TIES`;

/** See `Warehouse.personNews`. */
export async function personNews(clickhouse: ClickHouse, since: PersonNews['notedAt']): Promise<PersonNews> {
  const read = <T>(table: string, columns: string, from: number) =>
    clickhouse.rows<T & { noted_at: string }>(
      { action: 'read what is new of persons', sql: newsOf(table, columns) },
      { since: from },
    );
  const [changes, choices] = await Promise.all([
    read<PersonChangeColumns>('person_changes', changeColumns, since.changes),
    read<ChoiceColumns>('customer_choices', choiceColumns, since.choices),
  ]);
  return {
    changes: changes.map(toPersonChange),
    choices: choices.map(toChoice),
    notedAt: {
      changes: Number(changes.at(-1)?.noted_at ?? since.changes),
      choices: Number(choices.at(-1)?.noted_at ?? since.choices),
    },
  };
}
