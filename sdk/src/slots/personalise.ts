import type { PersonaliseContext, PersonaliseReply } from '@sillage/protocol';
import { whenParsed } from '../browser/when-parsed.js';
import { readContext } from './page-context.js';
import { isGranted, isReady, type SlotsOfSite, stateEvent } from './slots-options.js';

export interface PersonaliseQuestion {
  /** 20 at most; none: only what is known of the visitor. */
  slots?: string[];
  /** Weighs more than what the page tells of itself, field by field. */
  context?: PersonaliseContext;
}

/** A question, and when its answer comes too late: milliseconds of `performance.now()`. */
interface Asked extends PersonaliseQuestion {
  until: number;
}

/** Asks as the visitor's choice allows it. Its change meanwhile ends it, as the time limit does: `undefined`. */
export async function personalise(
  site: SlotsOfSite,
  { until, ...question }: Asked,
): Promise<PersonaliseReply | undefined> {
  const { tracker, options } = site;
  const isKnown = isGranted(tracker);
  if (isKnown ? !isReady(tracker) : options.defaults !== 'asked') return undefined;
  return new Promise((resolve) => {
    const aborter = new AbortController();
    const end = (reply?: PersonaliseReply) => {
      removeEventListener(event, heed);
      aborter.abort();
      resolve(reply);
    };
    const heed = () => isGranted(tracker) !== isKnown && end();
    const event = stateEvent(options.site);
    addEventListener(event, heed);
    setTimeout(end, until - performance.now());
    ask(site, question, aborter.signal).then(end);
  });
}

/**
 * `POST /v1/personalise`; `undefined` for anything but an answer of that shape. A visitor without a grant is not named. Text
 * needs no preflight; the referrer would tell the query.
 */
async function ask(
  { tracker, options }: SlotsOfSite,
  { slots, context }: PersonaliseQuestion,
  signal: AbortSignal,
): Promise<PersonaliseReply | undefined> {
  await new Promise<void>(whenParsed);
  const { site, endpoint = '/sillage' } = options;
  const { token } = tracker.getState();
  const isKnown = isGranted(tracker);
  // of a link to a preview: the server says what it is worth
  const preview = new URLSearchParams(location.search).get('sillage_preview') || undefined;
  try {
    const response = await fetch(`${endpoint}/v1/personalise`, {
      method: 'POST',
      credentials: isKnown ? 'include' : 'omit',
      referrerPolicy: 'origin',
      headers: isKnown && token ? { 'Sillage-Visitor': token } : {},
      body: JSON.stringify({ site, slots, context: { ...readContext(), ...context }, preview }),
      signal,
    });
    const reply = await response.json();
    return response.ok && reply.decisions ? reply : undefined;
  } catch {
    return undefined; // offline, blocked, late, withdrawn meanwhile, or an answer that is not JSON
  }
}
