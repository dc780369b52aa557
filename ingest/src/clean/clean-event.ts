import type { Campaign, PageView, ProductView, SillageEvent } from '@sillage/protocol';
import { cleanLine, cleanOrder, cleanProduct, cleanTopics } from './clean-products.js';
import { readCampaign } from './read-campaign.js';
import type { TextCleaner } from './text-cleaner.js';

/**
 * The event without what may tell a person, in all of its texts but the shop's own ids (see `keptIds`). The browser cleaned
 * already; here by the site's own allow-list of query parameters. The event is this server's own copy and is changed in place.
 */
export function cleanEvent(event: SillageEvent, allowList: readonly string[], cleaner: TextCleaner): void {
  switch (event.type) {
    case 'page_view':
      cleanPageView(event, allowList, cleaner);
      return;
    case 'engagement':
      event.path = cleaner.cleanPath(event.path, allowList);
      if (event.topics) event.topics = cleanTopics(event.topics, cleaner);
      if (event.sections) event.sections = cleanKeys(event.sections, cleaner);
      return;
    case 'product_view':
      cleanProductView(event, allowList, cleaner);
      return;
    case 'search':
      event.query = cleaner.cleanText(event.query);
      return;
    case 'cart_add':
    case 'cart_remove':
      cleanLine(event.line, cleaner);
      return;
    case 'cart_view':
    case 'checkout_start':
      for (const line of event.lines) cleanLine(line, cleaner);
      return;
    case 'purchase':
      cleanOrder(event.order, cleaner);
      return;
    default:
      cleanRareEvent(event, cleaner);
  }
}

function cleanRareEvent(event: SillageEvent, cleaner: TextCleaner): void {
  switch (event.type) {
    case 'survey_answered':
      if (event.text !== undefined) event.text = cleaner.cleanText(event.text);
      return;
    case 'identify':
      // what proves the customer to us would prove it to whoever reads the table
      delete event.signature;
      delete event.expiresAt;
      return;
    case 'custom':
      event.name = cleaner.cleanText(event.name);
      if (event.properties) event.properties = cleanProperties(event.properties, cleaner);
  }
}

function cleanPageView(view: PageView, allowList: readonly string[], cleaner: TextCleaner): void {
  addCampaign(view);
  view.path = cleaner.cleanPath(view.path, allowList);
  if (view.title !== undefined) view.title = cleaner.cleanText(view.title);
  if (view.referrerHost !== undefined) view.referrerHost = cleaner.cleanText(hostOf(view.referrerHost));
  if (view.topics) view.topics = cleanTopics(view.topics, cleaner);
  if (view.language !== undefined) view.language = cleaner.cleanText(view.language);
  if (view.campaign) cleanCampaign(view.campaign, cleaner);
}

function cleanProductView(view: ProductView, allowList: readonly string[], cleaner: TextCleaner): void {
  if (view.path !== undefined) view.path = cleaner.cleanPath(view.path, allowList);
  cleanProduct(view.product, cleaner);
  if (view.topics) view.topics = cleanTopics(view.topics, cleaner);
}

/** A browser sends the path alone: its parameters tell the campaign. */
function addCampaign(view: PageView): void {
  const campaign = view.campaign ?? readCampaign(view.path);
  if (campaign) view.campaign = campaign;
}

function cleanCampaign(campaign: Campaign, cleaner: TextCleaner): void {
  for (const name of ['source', 'medium', 'name', 'term', 'content'] as const) {
    const value = campaign[name];
    if (value !== undefined) campaign[name] = cleaner.cleanText(value);
  }
}

function cleanProperties(properties: Record<string, string | number | boolean>, cleaner: TextCleaner) {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'string') properties[name] = cleaner.cleanText(value);
    else if (typeof value === 'number') keepNumber(properties, name, cleaner);
  }
  return cleanKeys(properties, cleaner);
}

/** A card or a phone is one without its spaces, too. */
function keepNumber(properties: Record<string, string | number | boolean>, name: string, cleaner: TextCleaner): void {
  const written = String(properties[name]);
  const cleaned = cleaner.cleanText(written);
  if (cleaned !== written) properties[name] = cleaned;
}

/** The same record where no key changes. */
function cleanKeys<V>(record: Record<string, V>, { cleanText }: TextCleaner): Record<string, V> {
  if (Object.keys(record).every((key) => cleanText(key) === key)) return record;
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [cleanText(key), value]));
}

/** `https://user@Shop.example/reset?t=1` or `shop.example/…` → `shop.example`; empty when there is no host in it. */
export function hostOf(referrer: string): string {
  if (/^[a-z0-9.-]*$/.test(referrer)) return referrer;
  const url = referrer.includes('://') ? referrer : `https://${referrer}`;
  return URL.canParse(url) ? new URL(url).hostname : '';
}
