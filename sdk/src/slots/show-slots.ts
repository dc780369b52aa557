import { adoptStyles } from '../browser/adopt-styles.js';
import { listen } from '../browser/listen.js';
import { onNavigate } from '../browser/on-navigate.js';
import { whenParsed } from '../browser/when-parsed.js';
import { createSlots, type Slots } from './create-slots.js';
import type { PageOfSlots, Place } from './page-of-slots.js';
import { restorePlace, showDecision, toPlace } from './place.js';
import { isGranted, isReady, limitOf, type SlotsOptions, type SlotsTracker, stateEvent } from './slots-options.js';
import { rules } from './styles.js';

/** Milliseconds that an application has to write the markup of its new page. */
const renderMs = 250;
/** What the server takes for a slot, and how many at a time. */
const slotPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;
const mostSlots = 20;
const slotSelector = '[data-sillage-slot]';

type SurveyPart = Awaited<ReturnType<NonNullable<SlotsOptions['survey']>>>;

/** The page's slots, besides the decisions for whoever renders others. */
export interface ShownSlots extends Slots {
  /** Asks for all slots of the page again, such as those that a script has added. */
  fill(): void;
}

/**
 * Takes over the page's `[data-sillage-slot]`: fills them while the visitor grants it, adopts those that a server rendered,
 * and gives back the page's own content after a withdrawal. `startedAt`, in milliseconds of `performance.now()`: from when
 * the time limit of the first answer counts.
 */
export function showSlots(tracker: SlotsTracker, options: SlotsOptions, startedAt = performance.now()): ShownSlots {
  const slots = createSlots(tracker, options);
  const page: PageOfSlots = {
    tracker,
    options,
    slots,
    places: new Map(),
    isPainted: !!document.querySelector(slotSelector),
    question: 0,
    isGranted: false,
  };
  requestAnimationFrame(() => {
    page.isPainted = true;
  });
  adoptStyles(rules, document);
  const fill = () => fillPlaces(page, performance.now() + limitOf(options));
  const heed = () => heedChoice(page, fill);
  const turn = () => {
    slots.turnPage();
    fill();
  };
  let address = location.pathname;
  onNavigate(() => {
    if (address === location.pathname) return;
    address = location.pathname;
    setTimeout(turn, renderMs);
  });
  listen('pageshow', ({ persisted }) => persisted && turn());
  // the tracker reads the choice in a task of its own, which was asked for before this one
  setTimeout(() => {
    page.isGranted = isReady(tracker);
    addEventListener(stateEvent(options.site), heed);
    fillPlaces(page, startedAt + limitOf(options));
  });
  return { ...slots, fill };
}

/** A grant that the server knows: the slots are asked for. A withdrawal: the page's own content, at once. */
function heedChoice(page: PageOfSlots, fill: () => void): void {
  const before = page.isGranted;
  page.isGranted = before ? isGranted(page.tracker) : isReady(page.tracker);
  if (before === page.isGranted) return;
  if (before) for (const place of page.places.values()) restorePlace(place);
  fill();
}

async function fillPlaces(page: PageOfSlots, until: number): Promise<void> {
  page.question += 1;
  const { question } = page;
  await new Promise<void>(whenParsed);
  const places = findPlaces(page);
  for (const place of places.filter(({ isAdopted }) => isAdopted)) settle(page, place);
  const open = places.filter(({ isAdopted }) => !isAdopted);
  const names = [...new Set(open.map(({ slot }) => slot))].filter((slot) => slotPattern.test(slot)).slice(0, mostSlots);
  const reply = names[0] ? await page.slots.personalise({ slots: names, until }) : undefined;
  const decisionOf = ({ slot }: Place) => reply?.decisions[slot];
  const show = (places: readonly Place[], part?: SurveyPart) => {
    if (question !== page.question) return;
    for (const place of places) {
      const decision = decisionOf(place);
      if (decision)
        showDecision(place, decision, page.isPainted, part && ((one) => part.buildSurvey(one, page.tracker)));
      settle(page, place);
    }
  };
  const asking = open.filter((place) => decisionOf(place)?.survey);
  show(open.filter((place) => !asking.includes(place)));
  if (!asking[0]) return;
  // what does not load, or not in time, shows nothing: the page's own content stays
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, until - performance.now()));
  show(asking, await Promise.race([late, page.options.survey?.().catch(() => undefined)]));
}

/** The page's slots as they are now; those that are gone are let go. */
function findPlaces(page: PageOfSlots): Place[] {
  const { places } = page;
  const found = [...document.querySelectorAll<HTMLElement>(slotSelector)];
  for (const [element, place] of places) {
    if (element.isConnected) continue;
    place.release?.();
    places.delete(element);
  }
  for (const element of found) if (!places.has(element)) places.set(element, toPlace(element));
  return [...places.values()];
}

/** What the place shows now stays: the page's styles may know, and it waits to be seen. */
function settle({ slots }: PageOfSlots, place: Place): void {
  const { element, told } = place;
  place.release?.();
  element.dataset.sillageState = place.isFilled ? 'filled' : 'own';
  place.release =
    told &&
    slots.watch(element, told, () => {
      place.release?.();
      element.remove();
    });
}
