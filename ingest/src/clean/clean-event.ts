import type { Campaign, PageView, SillageEvent } from '@sillage/protocol';
import { readCampaign } from './read-campaign.js';
import type { TextCleaner } from './text-cleaner.js';

/**
 * The event without what may tell a person: in its URLs, titles, search words and free texts. The browser cleaned
 * already; here by the site's own allow-list of query parameters. The event is this server's own copy and is changed in place.
 */
export function cleanEvent(event: SillageEvent, allowList: readonly string[], cleaner: TextCleaner): void {
  switch (event.type) {
    case 'page_view':
      addCampaign(event);
      event.path = cleaner.cleanPath(event.path, allowList);
      if (event.title !== undefined) event.title = cleaner.cleanText(event.title);
      if (event.referrerHost !== undefined) event.referrerHost = cleanHost(event.referrerHost);
      if (event.campaign) cleanCampaign(event.campaign, cleaner);
      return;
    case 'engagement':
      event.path = cleaner.cleanPath(event.path, allowList);
      return;
    case 'product_view':
      if (event.path !== undefined) event.path = cleaner.cleanPath(event.path, allowList);
      return;
    case 'search':
      event.query = cleaner.cleanText(event.query);
      return;
    case 'survey_answered':
      if (event.text !== undefined) event.text = cleaner.cleanText(event.text);
      return;
    case 'identify':
      // what proves the customer to us would prove it to whoever reads the table
      delete event.signature;
      delete event.expiresAt;
      return;
    case 'custom':
      if (event.properties) cleanProperties(event.properties, cleaner);
  }
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

function cleanProperties(properties: Record<string, string | number | boolean>, cleaner: TextCleaner): void {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'string') properties[name] = cleaner.cleanText(value);
  }
}

/** `https://user@Shop.example/reset?t=1` or `shop.example/…` → `shop.example`; empty when there is no host in it. */
function cleanHost(referrer: string): string {
  if (/^[a-z0-9.-]*$/.test(referrer)) return referrer;
  const url = referrer.includes('://') ? referrer : `https://${referrer}`;
  return URL.canParse(url) ? new URL(url).hostname : '';
}
