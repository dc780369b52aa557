import { Browser, type StoreAddress } from './browser.js';
import { createRandom, type Random } from './random.js';
import { createShopper, type Shopper } from './shopper.js';
import { meetSurvey } from './survey.js';
import { Tab, type WireEvent } from './tab.js';
import { planVisit } from './visit.js';

/** What the shoppers of the last days left behind. */
export interface PastShoppers {
  shoppers: number;
  /** Those who refused and left nothing. */
  refused: number;
  events: number;
  /** The cookie, `name=value`, of the one with most events who accepts being recognised. */
  example: string | undefined;
}

export interface PastPlan {
  store: StoreAddress;
  count: number;
  /** Milliseconds since 1970: the visits end before. */
  now: number;
  seed: number;
  /** Told after each shopper. */
  onProgress: (done: number) => void;
  /** Nobody comes any more. */
  signal: AbortSignal;
}

const dayMs = 86_400_000;
/** Shoppers whose requests are under way at the same time. */
const concurrency = 4;

/** Sends the visits of `count` shoppers over the last days through the store; the same seed makes the same visits. */
export async function sendPastShoppers({
  store,
  count,
  now,
  seed,
  onProgress,
  signal,
}: PastPlan): Promise<PastShoppers> {
  const result = { shoppers: 0, refused: 0, events: 0, example: undefined as string | undefined };
  let most = 0;
  let done = 0;
  const sendNext = async (): Promise<void> => {
    if (result.shoppers >= count || signal.aborted) return;
    const random = createRandom(seed + result.shoppers++);
    const shopper = createShopper(random);
    const browser = new Browser(store, shopper);
    const visits = planPast(shopper, random, now);
    if (await browser.choose()) for (const events of visits) await browser.send(events);
    else result.refused++;
    const sent = browser.cookie === '' ? 0 : visits.flat().length;
    result.events += sent;
    if (sent > most && shopper.choices.personalisation === 'granted') {
      most = sent;
      result.example = browser.cookie;
    }
    done++;
    onProgress(done);
    return sendNext();
  };
  await Promise.all(Array.from({ length: concurrency }, sendNext));
  return result;
}

/** One to four visits, oldest first, the last one within a day. */
export function planPast(shopper: Shopper, random: Random, now: number): WireEvent[][] {
  const plans = Array.from({ length: random.between(1, 4) }, () => planVisit(shopper, random));
  meetSurvey(plans.flat(), shopper, random);
  const visits = plans.map((steps, index) => {
    const lengthMs = steps.reduce((sum, { stayMs }) => sum + stayMs, 0);
    const endedAt = now - 60_000 - Math.floor(random.next() * dayMs) - index * random.between(1, 5) * dayMs;
    const tab = new Tab(random);
    let at = endedAt - lengthMs;
    return steps.flatMap((step) => {
      const events = tab.enter(step, at, shopper.locale);
      at += step.stayMs;
      return [...events, tab.leave(step, at - 1, step.stayMs * (0.4 + random.next() * 0.5))];
    });
  });
  return visits.reverse();
}
