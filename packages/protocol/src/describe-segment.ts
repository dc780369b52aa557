import type {
  BoughtCondition,
  Comparison,
  InCartCondition,
  InterestCondition,
  MoneyCondition,
  NumberCondition,
  SegmentCondition,
  SegmentTree,
  TopicOrProduct,
  ViewedCondition,
  WordCondition,
} from './segment.js';
import { type NumberStyle, type SegmentLanguage, type SegmentWords, segmentWords } from './segment-words.js';

/** A segment in a sentence for a marketer: `Personnes qui ont vu le rayon « velo » au moins 3 fois en 30 jours.` */
export function describeSegment(tree: SegmentTree, language: SegmentLanguage): string {
  const teller = { words: segmentWords[language], language };
  return put(teller.words.persons, tell(tree, teller));
}

interface Teller {
  words: SegmentWords;
  language: SegmentLanguage;
}

function tell(tree: SegmentTree, teller: Teller): string {
  const { words } = teller;
  switch (tree.type) {
    case 'all':
    case 'any': {
      const clauses = tree.of.map((each) => (isGroup(each) ? `(${tell(each, teller)})` : tell(each, teller)));
      return clauses.join(tree.type === 'all' ? words.and : words.or);
    }
    case 'not':
      return put(words.not, isGroup(tree.of) ? `(${tell(tree.of, teller)})` : tell(tree.of, teller));
    default:
      return tellCondition(tree, teller);
  }
}

/** Of several, so that it is not clear without brackets where it ends. */
function isGroup(tree: SegmentTree): boolean {
  return (tree.type === 'all' || tree.type === 'any') && tree.of.length > 1;
}

function tellCondition(condition: SegmentCondition, teller: Teller): string {
  const { words } = teller;
  switch (condition.type) {
    case 'number':
      return tellNumber(condition, teller);
    case 'money':
      return put(words.amounts[condition.fact], tellMoney(condition, teller));
    case 'word':
      return tellWord(condition, teller);
    case 'order_share': {
      const share = tellAmount({ ...condition, style: 'percent' }, teller);
      return `${put(words.orderShare, put(words.quote, condition.topic))} ${share}${words.ofOrders}`;
    }
    case 'viewed':
      return tellAbout(condition, words.viewed, teller);
    case 'bought':
      return tellAbout(condition, words.bought, teller);
    case 'in_cart':
      return tellCart(condition, teller);
    case 'did':
      return tellCount(words.deeds[condition.what], condition.atLeast, teller) + tellPeriod(condition, teller);
    case 'interest':
      return tellInterest(condition, teller);
  }
}

function tellNumber({ fact, is, value }: NumberCondition, teller: Teller): string {
  const { says, none, style = 'count' } = teller.words.numbers[fact];
  if (none !== undefined && value === 0 && (is === 'equals' || is === 'at_most')) return none;
  return inflect(put(says, tellAmount({ is, value, style }, teller)), value, teller);
}

function tellAmount(
  amount: { is: Comparison; value: number; style: NumberStyle },
  { words, language }: Teller,
): string {
  const options = amount.style === 'percent' ? ({ style: 'percent' } as const) : {};
  const written = new Intl.NumberFormat(language, { maximumFractionDigits: 2, ...options }).format(amount.value);
  return put(words.comparisons[amount.is], written);
}

function tellMoney({ currency, is, valueMinor }: MoneyCondition, teller: Teller): string {
  return put(teller.words.comparisons[is], tellPrice(valueMinor, currency, teller));
}

function tellPrice(valueMinor: number, currency: string, { language }: Teller): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(valueMinor / 10 ** digits);
}

/** `EUR 2000-5000`; the last band has no end. */
function tellBand(key: string, teller: Teller): string {
  const [currency = '', bounds = ''] = key.split(' ');
  const [from = '', to = ''] = bounds.split('-');
  const { band, openBand } = teller.words.interest;
  const tell = (bound: string) => tellPrice(Number(bound), currency, teller);
  return (to === '' ? openBand : band).replace('%from', () => tell(from)).replace('%to', () => tell(to));
}

function tellWord({ fact, among }: WordCondition, { words, language }: Teller): string {
  const names = among.map((word) => (fact === 'country' ? toCountry(word, language) : put(words.quote, word)));
  return put(words.words[fact], names.join(words.orOf));
}

function toCountry(code: string, language: SegmentLanguage): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
}

function tellAbout(
  condition: ViewedCondition | BoughtCondition,
  clause: { topic: string; product: string; times: string },
  teller: Teller,
): string {
  const times = tellCount(clause.times, condition.atLeast, teller);
  return tellSubject(condition, clause, teller) + times + tellPeriod(condition, teller);
}

function tellSubject(
  { topic, productId }: TopicOrProduct,
  clause: { topic: string; product: string },
  { words }: Teller,
): string {
  return topic === undefined
    ? put(clause.product, put(words.quote, productId ?? ''))
    : put(clause.topic, put(words.quote, topic));
}

function tellCart(condition: InCartCondition, teller: Teller): string {
  const { inCart } = teller.words;
  const isAnything = condition.topic === undefined && condition.productId === undefined;
  const what = isAnything ? inCart.anything : tellSubject(condition, inCart, teller);
  return condition.idleHours === undefined ? what : what + tellCount(inCart.idle, condition.idleHours, teller);
}

function tellInterest({ kind, key, top, minScore, minShare }: InterestCondition, teller: Teller): string {
  const { interest, quote } = teller.words;
  const least = (value: number, style: NumberStyle) => tellAmount({ is: 'at_least', value, style }, teller);
  return [
    put(interest[kind], kind === 'price_band' ? tellBand(key, teller) : put(quote, key)),
    top === undefined ? '' : put(interest.top, String(top)),
    minScore === undefined ? '' : put(interest.score, least(minScore, 'count')),
    minShare === undefined ? '' : put(interest.share, least(minShare, 'percent')),
  ].join('');
}

function tellCount(clause: string, value: number, teller: Teller): string {
  return inflect(put(clause, tellAmount({ is: 'at_least', value, style: 'count' }, teller)), value, teller);
}

function tellPeriod({ withinDays }: { withinDays?: number }, teller: Teller): string {
  if (withinDays === undefined) return '';
  const days = new Intl.NumberFormat(teller.language).format(withinDays);
  return inflect(put(teller.words.within, days), withinDays, teller);
}

/** A value can hold any sign: it is put in as it is. */
function put(template: string, value: string): string {
  return template.replace('%', () => value);
}

function inflect(clause: string, value: number, { words }: Teller): string {
  return clause.replaceAll('{s}', words.plural(value) ? 's' : '');
}
