import 'server-only';
import { createPersonaliser, type Decision, type PersonaliseContext } from '@sillage/sdk/server';
import { cookies, headers } from 'next/headers';
import { settings } from './settings';

const personalise = createPersonaliser({
  endpoint: settings.url,
  site: settings.site,
  key: settings.secretKey,
  timeoutMs: settings.timeoutMs,
  onFailure: (reason) => console.warn('The page has its defaults:', reason),
});

export interface Question {
  slots: string[];
  context: PersonaliseContext;
  /** The value of `sillage_preview` in the page's address. */
  preview?: string | undefined;
}

/**
 * What the slots of a page show to the visitor for whom it is rendered. Of who has no cookie nothing is asked: the page
 * has its defaults, and the browser asks once the visitor has consented. Never later than the time limit.
 */
export async function decide({ slots, context, preview }: Question): Promise<Record<string, Decision>> {
  const visitorToken = (await cookies()).get(settings.cookieName)?.value;
  if (!visitorToken) return {};
  const gpc = (await headers()).get('sec-gpc') === '1';
  const question = { slots, visitorToken, context: { locale: 'fr', gpc, ...context } };
  const { decisions } = await personalise(preview ? { ...question, preview } : question);
  return decisions;
}
