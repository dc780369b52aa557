import type { ClickHouse } from '../client/clickhouse.js';
import type { BannerText, ConsentStore } from '../consent-store.js';
import { consentCounts } from './consent-counts.js';
import { proofs } from './proofs.js';

/** See `ConsentStore`. */
export function toConsentStore(clickhouse: ClickHouse): ConsentStore {
  return {
    proofs: (query) => proofs(clickhouse, query),
    putBannerText: (site, text) => putBannerText(clickhouse, site, text),
    bannerTexts: (site) => bannerTexts(clickhouse, site),
    consentCounts: (query) => consentCounts(clickhouse, query),
  };
}

async function putBannerText(clickhouse: ClickHouse, site: string, { addedAt, ...text }: BannerText): Promise<void> {
  const row = { site, ...text, added_at: addedAt };
  const query = { action: 'keep a banner text', sql: 'INSERT INTO banner_texts FORMAT JSONEachRow' };
  const known = await bannerTexts(clickhouse, site);
  if (known.some(({ hash }) => hash === text.hash)) return;
  await clickhouse.insertLines(query, Buffer.from(`${JSON.stringify(row)}\n`));
}

const bannerTextsSql = `SELECT
  toString(hash) AS hash, language, text, toFloat64(toUnixTimestamp64Milli(added_at)) AS addedAt
FROM banner_texts FINAL
WHERE site = {site:String}
ORDER BY language, added_at DESC, hash`;

function bannerTexts(clickhouse: ClickHouse, site: string): Promise<BannerText[]> {
  return clickhouse.rows<BannerText>({ action: 'read banner texts', sql: bannerTextsSql }, { site });
}
