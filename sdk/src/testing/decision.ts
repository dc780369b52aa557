import type { Decision } from '@sillage/protocol';

/** An offer in a banner, unless said otherwise. */
export const aDecision = (changes: Partial<Decision> = {}): Decision => ({
  decisionId: 'd1',
  slot: 'hero',
  kind: 'offer',
  offerId: 'tents',
  template: 'banner',
  content: { title: 'Tentes', text: 'Cette semaine', url: '/tentes', button: 'Voir' },
  products: [],
  reason: 'Vous regardez les tentes.',
  validUntil: 0,
  ...changes,
});
