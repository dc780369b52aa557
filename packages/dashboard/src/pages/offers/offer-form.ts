import type { LocalisedContent, Offer, OfferStatus, ProductSelection, Slot, Trigger } from '@sillage/protocol';
import { toMajor } from '@sillage/protocol/amount';
import { toTypedMinor } from '../segments/to-typed-minor.js';
import { fromSiteTime, toSiteTime } from '../site-time.js';

/** What a form needs of the site. */
export interface FormSite {
  /** IANA name. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
}

/** An offer as its form holds it: empty where nothing is said, times of the site, money in major units, shares in per cent. */
export interface OfferForm {
  id: string;
  name: string;
  status: OfferStatus;
  slots: string[];
  /** By slot; of those that are not chosen any more too, for they may be again. */
  content: Record<string, LocalisedContent>;
  products: ProductSelection | null;
  coupon: string;
  segment: string;
  trigger: Trigger | null;
  startsAt: string;
  endsAt: string;
  priority: number | '';
  expectedValue: number | '';
  capExposures: number | '';
  capDays: number | '';
  cooldownDays: number | '';
  requiredProducts: string[];
  holdoutPercent: number | '';
  salt: string;
  reasonFr: string;
  reasonEn: string;
}

/** What `PUT /v1/offers/<id>` takes; `id` is of the path. */
export type OfferBody = Omit<Offer, 'id'>;

export const emptyOffer: OfferForm = {
  id: '',
  name: '',
  status: 'draft',
  slots: [],
  content: {},
  products: null,
  coupon: '',
  segment: '',
  trigger: null,
  startsAt: '',
  endsAt: '',
  priority: 0,
  expectedValue: '',
  capExposures: 3,
  capDays: 7,
  cooldownDays: 7,
  requiredProducts: [],
  holdoutPercent: 10,
  salt: '',
  reasonFr: '',
  reasonEn: '',
};

export function toOfferForm(offer: Offer, { timeZone, currency }: FormSite): OfferForm {
  const toTime = (at: number | undefined) => (at === undefined ? '' : toSiteTime(at, timeZone));
  return {
    id: offer.id,
    name: offer.name,
    status: offer.status,
    slots: offer.slots,
    content: offer.content,
    products: offer.products ?? null,
    coupon: offer.coupon ?? '',
    segment: offer.segment ?? '',
    trigger: offer.trigger ?? null,
    startsAt: toTime(offer.startsAt),
    endsAt: toTime(offer.endsAt),
    priority: offer.priority,
    expectedValue: offer.expectedValueMinor === undefined ? '' : toMajor(offer.expectedValueMinor, currency),
    capExposures: offer.cap?.exposures ?? '',
    capDays: offer.cap?.days ?? '',
    cooldownDays: offer.cooldownDays,
    requiredProducts: offer.requiredProducts ?? [],
    holdoutPercent: Math.round(offer.holdout * 1e6) / 1e4,
    salt: offer.salt ?? '',
    reasonFr: offer.reason?.fr ?? '',
    reasonEn: offer.reason?.en ?? '',
  };
}

/** What the form says; what is wrong in it the server tells. */
export function toOfferBody(form: OfferForm, slots: readonly Slot[], site: FormSite): OfferBody {
  const { name, status, priority, cooldownDays, holdoutPercent } = form;
  return {
    name,
    status,
    slots: form.slots,
    content: Object.fromEntries(form.slots.map((id) => [id, toContent(form.content[id], findSlot(slots, id))])),
    priority: priority === '' ? 0 : priority,
    cooldownDays: cooldownDays === '' ? 0 : cooldownDays,
    holdout: holdoutPercent === '' ? 0 : holdoutPercent / 100,
    ...toChoices(form, site),
    ...toLimits(form),
  };
}

function toChoices(form: OfferForm, { timeZone, currency }: FormSite): Partial<OfferBody> {
  const startsAt = fromSiteTime(form.startsAt, timeZone);
  const endsAt = fromSiteTime(form.endsAt, timeZone);
  return {
    ...(form.segment !== '' && { segment: form.segment }),
    ...(form.coupon.trim() !== '' && { coupon: form.coupon.trim() }),
    ...(form.products && { products: form.products }),
    ...(form.trigger && { trigger: form.trigger }),
    ...(startsAt !== undefined && { startsAt }),
    ...(endsAt !== undefined && { endsAt }),
    ...(form.expectedValue !== '' && { expectedValueMinor: toTypedMinor(form.expectedValue, currency) }),
  };
}

function toLimits({
  capExposures,
  capDays,
  requiredProducts,
  salt,
  reasonFr,
  reasonEn,
}: OfferForm): Partial<OfferBody> {
  const hasReason = reasonFr.trim() !== '' || reasonEn.trim() !== '';
  return {
    ...(capExposures !== '' && { cap: { exposures: capExposures, days: capDays === '' ? 7 : capDays } }),
    ...(requiredProducts.length > 0 && { requiredProducts }),
    ...(salt.trim() !== '' && { salt: salt.trim() }),
    ...(hasReason && { reason: { fr: reasonFr.trim(), en: reasonEn.trim() } }),
  };
}

const findSlot = (slots: readonly Slot[], id: string) => slots.find((slot) => slot.id === id);

/** What the slot has fields for, and no empty texts: a field that is not filled is not there. */
function toContent(localised: LocalisedContent | undefined, slot: Slot | undefined): LocalisedContent {
  const isTold = ([name, text]: [string, string]) =>
    text.trim() !== '' && (slot === undefined || slot.fields.some((field) => field.name === name));
  const tell = (texts: Record<string, string> = {}) => Object.fromEntries(Object.entries(texts).filter(isTold));
  return { fr: tell(localised?.fr), en: tell(localised?.en) };
}

const fieldOf: Record<string, string> = {
  'cap/exposures': 'capExposures',
  'cap/days': 'capDays',
  expectedValueMinor: 'expectedValue',
  holdout: 'holdoutPercent',
  'reason/fr': 'reasonFr',
  'reason/en': 'reasonEn',
  'products/count': 'products.count',
};
const triggerFields = ['afterDays', 'minutes', 'topic', 'times', 'days', 'share', 'products'];

/** Where in the form the server found something wrong: `content.hero.fr.url`; `''`: in no field of it. */
export function toFormField(pointer: string): string {
  const path = pointer.replace(/^#\/?/, '');
  const known = fieldOf[path];
  if (known !== undefined) return known;
  const [first = '', second = '', ...rest] = path.split('/');
  if (first === 'content') return rest.length === 2 ? path.replaceAll('/', '.') : '';
  if (first === 'trigger') return triggerFields.includes(second) ? `trigger.${second}` : 'trigger';
  return first in emptyOffer ? first : '';
}

/** A limit of the body in the unit of its field. */
export function toShownLimit(pointer: string, limit: number, { currency }: FormSite): number {
  if (pointer === '#/expectedValueMinor') return toMajor(limit, currency);
  return pointer === '#/holdout' || pointer === '#/trigger/share' ? limit * 100 : limit;
}
