import { Browser, type StoreAddress } from './browser.js';
import { createRandom } from './random.js';
import { createShopper } from './shopper.js';
import { meetSurvey } from './survey.js';
import { Tab } from './tab.js';
import { planVisit, type Step } from './visit.js';

/** Shoppers who are in the store now. */
export interface LiveShoppers {
  stop(): Promise<void>;
}

interface Stroll {
  browser: Browser;
  tab: Tab;
  locale: string;
  rest: Step[];
  page?: { step: Step; since: number } | undefined;
}

/** In the store at the same time. */
const crowd = 3;
/** From one page of one of them to the next page of another, in milliseconds. */
const stepMs = 1500;

/** Keeps a few shoppers walking through the store, page by page, in real time. `onTrouble` hears what failed. */
export function startLiveShoppers(
  store: StoreAddress,
  seed: number,
  onTrouble: (error: unknown) => void,
): LiveShoppers {
  const strolls: Stroll[] = [];
  let turn = 0;
  let underWay = Promise.resolve();
  const step = async () => {
    const place = turn++ % crowd;
    const stroll = strolls[place];
    if (stroll === undefined || !(await walkOn(stroll))) strolls[place] = await enterStore(store, seed + turn);
  };
  const timer = setInterval(() => {
    underWay = underWay.then(step).catch(onTrouble);
  }, stepMs);
  return {
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}

async function enterStore(store: StoreAddress, seed: number): Promise<Stroll> {
  const random = createRandom(seed);
  const shopper = {
    ...createShopper(random),
    choices: { measurement: 'granted', personalisation: 'granted' } as const,
  };
  const browser = new Browser(store, shopper);
  await browser.choose();
  const rest = planVisit(shopper, random);
  meetSurvey(rest, shopper, random);
  return { browser, tab: new Tab(random), locale: shopper.locale, rest };
}

/** Leaves the page, opens the next one. False when there was none. */
async function walkOn(stroll: Stroll): Promise<boolean> {
  const now = Date.now();
  const { page, tab, browser } = stroll;
  const left = page === undefined ? [] : [tab.leave(page.step, now - 1, now - page.since)];
  const step = stroll.rest.shift();
  stroll.page = step && { step, since: now };
  if (step !== undefined) await browser.open(step.path);
  await browser.send([...left, ...(step === undefined ? [] : tab.enter(step, now, stroll.locale))]);
  return step !== undefined;
}
