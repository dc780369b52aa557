import {
  type BannerView,
  type Choices,
  type Purpose,
  purposes,
  toBannerLines,
  toCanonicalText,
} from '@sillage/protocol';
import { whenParsed } from '../browser/when-parsed.js';
import { stateEvent } from '../slots/slots-options.js';
import { type BannerOptions, type BannerTracker, findTexts, type Speech } from './banner-options.js';
import { make, makeDialog } from './dialog.js';
import { addBannerStyles } from './styles.js';

/** Another one when the banner asks in another way; its texts have a hash of their own. */
const bannerVersion = '1';

/** The shop's own way back to the choice, on any element that can be clicked. */
const ownWay = '[data-sillage-consent]';

/** What a page gets. */
export interface Banner {
  /** Opens it, also for who has chosen: what holds is ticked. */
  askConsent(): void;
  /** The text that it shows, in the canonical form that `bannerTextHash` is made of. */
  getBannerText(): string;
}

/** The banner of one page. */
interface PageBanner {
  tracker: BannerTracker;
  options: BannerOptions;
  speech: Speech;
  view: BannerView;
  /** Of the text that is shown. */
  hash: Promise<string>;
  host: HTMLElement;
  root: ShadowRoot;
  /** The permanent way back, where the shop has none. */
  manage: HTMLElement;
  /** While it is open. */
  dialog?: HTMLElement | undefined;
  /** The visitor opened it: no telling of the tracker closes it. */
  isWanted?: boolean;
  /** Where the focus was. */
  opener?: Element | null;
}

/**
 * Asks each visitor who has not chosen, or whose choice has lapsed, and lets all others change their mind at any time: by an
 * element with `data-sillage-consent`, or else by a small button of its own.
 */
export function showBanner(tracker: BannerTracker, options: BannerOptions): Banner {
  const speech = findTexts(options);
  const gpc = !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl;
  const view = { shop: options.shop, gpc, hasPolicy: !!options.policy };
  const text = toCanonicalText(toBannerLines(speech.texts, view));
  // no element that the shop's styles are likely to mean
  const host = document.createElement('sillage-banner');
  const root = host.attachShadow({ mode: 'open' });
  const ask = () => open(banner, true);
  const manage = make('button', { type: 'button', className: 'm', onclick: ask }, speech.texts.manage);
  const banner: PageBanner = { tracker, options, speech, view, hash: hashText(text), host, root, manage };
  host.lang = speech.language;
  addBannerStyles(root, options.theme, options.nonce);
  document.addEventListener('click', (event) => {
    if (!(event.target as Element).closest(ownWay)) return;
    event.preventDefault();
    ask();
  });
  whenParsed(() => {
    // first in the page, so first by the keyboard and for a screen reader
    document.body.prepend(host);
    // the tracker reads the choice in a task of its own, which was asked for before this one
    setTimeout(() => {
      addEventListener(stateEvent(options.site), () => heed(banner));
      heed(banner);
    });
  });
  return { askConsent: ask, getBannerText: () => text };
}

const hasChosen = ({ tracker }: PageBanner): boolean => {
  const { choices } = tracker.getState();
  return purposes.every((purpose) => choices[purpose]);
};

/** The choice was read again: here, in another tab, or because the server knows nothing of it. */
function heed(banner: PageBanner): void {
  if (!hasChosen(banner)) open(banner, false);
  else if (!banner.isWanted) close(banner);
}

function open(banner: PageBanner, isByVisitor: boolean): void {
  const { options, root, manage, speech, tracker, view } = banner;
  banner.isWanted ||= isByVisitor;
  const isNew = !banner.dialog;
  if (isNew) banner.opener = document.activeElement;
  banner.dialog ??= makeDialog(
    { ...view, speech, policy: options.policy, ticked: tracker.getState().purposes },
    {
      choose: (isGranted) => choose(banner, isGranted),
      close: hasChosen(banner) ? () => close(banner) : undefined,
    },
  );
  if (isNew) root.append(banner.dialog);
  // who is busy in the page is not torn away
  if (isByVisitor || (isNew && banner.opener === document.body)) banner.dialog.focus({ preventScroll: true });
  manage.remove();
}

function close(banner: PageBanner): void {
  const { dialog, host, manage, opener, root } = banner;
  const hadFocus = dialog && document.activeElement === host;
  dialog?.remove();
  banner.dialog = undefined;
  banner.isWanted = false;
  if (document.querySelector(ownWay)) manage.remove();
  else if (!manage.isConnected) root.append(manage); // put in twice it would lose the focus
  if (hadFocus) ((opener === host ? manage : opener) as HTMLElement | null)?.focus();
}

async function choose(banner: PageBanner, isGranted: (purpose: Purpose) => boolean): Promise<void> {
  const { hash, speech, tracker } = banner;
  const granted = purposes.filter(isGranted);
  close(banner);
  // made when the banner was: it is there within the task of the click
  const source = {
    name: 'sillage-banner',
    version: bannerVersion,
    bannerTextHash: await hash,
    language: speech.language,
  };
  const { choices, purposes: held } = tracker.getState();
  const tell = (told: Choices) => tracker.consent(told, source);
  // a grant that does not hold, as one from before Global Privacy Control, is news again only after a refusal
  const stale = granted.filter((purpose) => choices[purpose] === 'granted' && !held.includes(purpose));
  if (stale[0]) tell(Object.fromEntries(stale.map((purpose) => [purpose, 'denied'])));
  tell(Object.fromEntries(purposes.map((purpose) => [purpose, granted.includes(purpose) ? 'granted' : 'denied'])));
}

/** Lower-case hex SHA-256. */
async function hashText(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
