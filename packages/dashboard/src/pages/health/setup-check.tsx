import { useTexts } from '../../i18n.js';
import { ReportView } from '../../report/report-view.js';
import { healthTexts } from '../../texts/health.js';

/** Rows of the report that are said in words. */
const checks = [
  'page_views',
  'page_views_with_topics',
  'product_views',
  'product_views_with_topics',
  'product_views_with_price',
  'searches',
  'searches_with_results',
  'cart_changes',
  'carts_told_whole',
  'orders',
  'orders_of_browsers',
  'identified',
  'wrong_clocks',
  'refunds_in_other_currency',
  'consent_source',
  'sdk',
] as const;

/** What the tag and the shop's servers tell, and what they leave out. */
export function SetupCheck() {
  return (
    <ReportView
      name="setup-check"
      compare="none"
      cell={({ name }, cell) => (name === 'check' ? <Check name={String(cell)} /> : undefined)}
    />
  );
}

function Check({ name }: { name: string }) {
  const t = useTexts(healthTexts);
  const known = checks.find((check) => check === name);
  return <span title={name}>{known === undefined ? name : t(`check_${known}`)}</span>;
}
