import type { HistorySession, MeInterest, MeReply } from '@sillage/protocol';
import { build } from '../browser/build.js';
import { buildButton, buildList, buildPart } from './build.js';
import type { MyDataLanguage, MyDataTexts } from './texts.js';

/** What a visitor may do here. */
export interface Acts {
  hide(interest: { kind: string; key: string; name: string }): unknown;
  show(interest: { kind: string; key: string; name: string }): unknown;
  pause(isPaused: boolean): unknown;
  refer(): unknown;
  download(): unknown;
  erase(): unknown;
}

export interface Page {
  held: MeReply;
  texts: MyDataTexts;
  language: MyDataLanguage;
  acts: Acts;
}

const format = (language: MyDataLanguage, options: Intl.DateTimeFormatOptions) => (at: number) =>
  new Date(at).toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', options);

export const isNothing = ({ history, consents }: MeReply): boolean => !consents[0] && !history.sessions[0];

/** What is held, in words, part by part. */
export function viewHeld(page: Page): HTMLElement[] {
  const { held, texts, language } = page;
  const day = format(language, { dateStyle: 'long' });
  const parts = [
    held.pausedAt !== undefined && build('p', { class: 'paused', part: 'paused' }, texts.paused(day(held.pausedAt))),
    buildPart(texts.facts, buildList(held.facts), held.customerIds[0] && viewCustomer(page)),
    viewInterests(page),
    viewHidden(page),
    buildPart(
      texts.segments,
      buildList(held.segments.map(({ name, sentence }) => viewNamed(name, texts.colon + sentence))),
    ),
    buildPart(
      texts.offers,
      buildList(held.offers.map((offer) => viewNamed(offer.name, texts.colon + tellOffer(offer, texts)))),
    ),
    buildPart(texts.visits, ...held.history.sessions.map((session, index) => viewSession(session, index === 0, page))),
    buildPart(texts.consents, buildList(held.consents.map((consent) => tellConsent(consent, page)))),
    buildPart(texts.kept, buildList(held.kept.sentences)),
    viewRights(page),
  ];
  return parts.filter((part): part is HTMLElement => !!part);
}

const viewCustomer = ({ held, texts }: Page) => build('p', {}, texts.customer(held.customerIds.join(', ')));

const viewNamed = (name: string, text: string) => build('span', {}, build('strong', {}, name), text);

function viewInterests({ held, texts, acts }: Page): HTMLElement | undefined {
  if (!held.history.recognised) return undefined;
  // while it is paused nothing more is noted, a correction neither
  const canHide = held.pausedAt === undefined;
  const items = held.interests.map((interest) =>
    build(
      'li',
      { part: 'interest' },
      viewInterest(interest, texts),
      canHide &&
        buildButton(texts.hide, {
          name: 'hide',
          label: texts.hideName(interest.name),
          act: () => acts.hide(interest),
        }),
    ),
  );
  const why = build('p', {}, items[0] ? texts.interestsWhy : texts.noInterests);
  return buildPart(texts.interests, why, items[0] && build('ul', { class: 'interests' }, ...items));
}

function viewInterest({ kind, name, reasons }: MeInterest, texts: MyDataTexts): HTMLElement {
  const title = build('strong', {}, name);
  const about = build('span', { class: 'kind' }, ` (${texts.kinds[kind]})`);
  return build('div', {}, title, about, ...reasons.map((reason) => build('div', {}, reason)));
}

function viewHidden({ held, texts, acts }: Page): HTMLElement | undefined {
  const canShow = held.pausedAt === undefined;
  const items = held.hiddenInterests.map((hidden) =>
    build(
      'li',
      {},
      build('div', {}, hidden.name),
      canShow &&
        buildButton(texts.show, { name: 'show', label: texts.showName(hidden.name), act: () => acts.show(hidden) }),
    ),
  );
  return buildPart(texts.hidden, items[0] && build('ul', { class: 'interests' }, ...items));
}

function tellOffer({ shown, clicked, dismissed, withheld }: MeReply['offers'][number], texts: MyDataTexts): string {
  return texts.offer(shown, clicked, dismissed) + (withheld > 0 ? texts.withheld(withheld) : '');
}

/** The last visit is open. */
function viewSession(session: HistorySession, isOpen: boolean, { texts, language }: Page): HTMLElement {
  const moment = format(language, { dateStyle: 'long', timeStyle: 'short' })(session.startedAt);
  const title = `${moment} · ${texts.pages(session.pages.length)}`;
  const price = (minor: number, currency: string) => {
    const money = new Intl.NumberFormat(language, { style: 'currency', currency });
    return money.format(minor / 10 ** (money.resolvedOptions().maximumFractionDigits ?? 2));
  };
  const lines = [
    ...session.pages.map(({ title: name, path }) => name || path),
    ...session.searches.map(({ query }) => texts.search(query)),
    ...session.orders.map((order) => texts.order(order.orderId, price(order.totalMinor, order.currency))),
  ];
  return build(
    'details',
    { part: 'visit', ...(isOpen && { open: '' }) },
    build('summary', {}, title),
    buildList(lines),
  );
}

function tellConsent({ choices, decidedAt, source }: MeReply['consents'][number], { texts, language }: Page): string {
  const told = (['measurement', 'personalisation'] as const).flatMap((purpose) => {
    const choice = choices[purpose];
    // by no table: the minifier renames the key `granted`
    const word = choice === 'granted' ? texts.accepted : texts.refused;
    return choice ? [`${texts.purposes[purpose]} ${word}`] : [];
  });
  const moment = format(language, { dateStyle: 'long', timeStyle: 'short' })(decidedAt);
  return `${moment} (${source})${texts.colon}${told.join(', ')}`;
}

function viewRights({ held, texts, acts }: Page): HTMLElement | undefined {
  const isPaused = held.pausedAt !== undefined;
  return buildPart(
    texts.rights,
    build('p', {}, texts.pauseWhy),
    build(
      'div',
      { class: 'actions' },
      buildButton(isPaused ? texts.resume : texts.pause, { name: 'pause', act: () => acts.pause(!isPaused) }),
      buildButton(texts.refer, { name: 'refer', act: () => acts.refer() }),
      buildButton(texts.download, { name: 'download', act: () => acts.download() }),
      buildButton(texts.erase, { name: 'erase', act: () => acts.erase() }),
    ),
  );
}
