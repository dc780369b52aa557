import {
  type Deed,
  deeds,
  type MoneyFact,
  moneyFacts,
  type NumberFact,
  numberFacts,
  type SegmentCondition,
  type WordFact,
  wordFacts,
} from '@sillage/protocol';

/** What a marketer chooses first: a kind of condition, with the fact or deed that it is about. */
export type ConditionField =
  | `number.${NumberFact}`
  | `money.${MoneyFact}`
  | `word.${WordFact}`
  | `did.${Deed}`
  | 'viewed'
  | 'bought'
  | 'in_cart'
  | 'order_share'
  | 'interest';

export const fieldGroupNames = ['visits', 'interests', 'cart', 'orders', 'offers', 'origin'] as const;
export type FieldGroupName = (typeof fieldGroupNames)[number];

/** In the order of the list. Every fact is in one of them: `condition-fields.test.ts`. */
export const fieldGroups: Record<FieldGroupName, readonly ConditionField[]> = {
  visits: [
    'number.visits',
    'did.visited',
    'number.daysSeen',
    'number.daysSinceFirstVisit',
    'number.daysSinceLastVisit',
    'number.attentionSeconds',
    'number.searches',
    'did.searched',
    'number.searchesWithoutResult',
    'did.searched_in_vain',
  ],
  interests: ['viewed', 'interest', 'number.productsViewedNotBought'],
  cart: ['in_cart', 'number.cartLines', 'number.cartIdleHours', 'money.cartValueMinor'],
  orders: [
    'number.orders',
    'did.ordered',
    'bought',
    'order_share',
    'money.revenueMinor',
    'money.averageBasketMinor',
    'money.marginMinor',
    'number.daysSinceLastOrder',
    'number.usualGapDays',
    'number.gapElapsed',
    'number.couponShare',
    'number.newProductShare',
  ],
  offers: ['did.offer_exposed', 'did.offer_clicked', 'did.offer_dismissed', 'did.contacted', 'number.openComplaints'],
  origin: ['word.country', 'word.device', 'word.channel'],
};

export function fieldOf(condition: SegmentCondition): ConditionField {
  switch (condition.type) {
    case 'number':
      return `number.${condition.fact}`;
    case 'money':
      return `money.${condition.fact}`;
    case 'word':
      return `word.${condition.fact}`;
    case 'did':
      return `did.${condition.what}`;
    default:
      return condition.type;
  }
}

/** Shares are between 0 and 1, and written in per cent. */
export const shareFacts: readonly NumberFact[] = ['couponShare', 'newProductShare'];

/** What a field asks before anything was changed. */
export function newCondition(field: string, currency: string): SegmentCondition {
  const [kind, fact = ''] = field.split('.');
  const find = <T extends string>(all: readonly T[]) => all.find((one) => one === fact) ?? (all[0] as T);
  switch (kind) {
    case 'money':
      return { type: 'money', fact: find(moneyFacts), currency, is: 'at_least', valueMinor: 10_000 };
    case 'word':
      return { type: 'word', fact: find(wordFacts), among: [] };
    case 'did':
      return { type: 'did', what: find(deeds), atLeast: 1, withinDays: 30 };
    case 'viewed':
      return { type: 'viewed', topic: '', atLeast: 3, withinDays: 30 };
    case 'bought':
      return { type: 'bought', topic: '', atLeast: 1 };
    case 'in_cart':
      return { type: 'in_cart' };
    case 'order_share':
      return { type: 'order_share', topic: '', is: 'at_least', value: 0.5 };
    case 'interest':
      return { type: 'interest', kind: 'topic', key: '', top: 3 };
    default: {
      const asked = find(numberFacts);
      return { type: 'number', fact: asked, is: 'at_least', value: shareFacts.includes(asked) ? 0.5 : 2 };
    }
  }
}

/** Something is still to be chosen: the server would refuse it, and a count of it would say nothing. */
export function isUnfinished(condition: SegmentCondition): boolean {
  switch (condition.type) {
    case 'word':
      return condition.among.length === 0;
    case 'order_share':
      return condition.topic === '';
    case 'viewed':
    case 'bought':
      return !condition.topic && !condition.productId;
    case 'interest':
      return condition.key === '' || (condition.top ?? condition.minScore ?? condition.minShare) === undefined;
    default:
      return false;
  }
}
