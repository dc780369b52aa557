import { describe, expect, it } from 'vitest';
import type { Moment } from './find-moment.js';
import { tellReason } from './tell-reason.js';

const input = { language: 'fr', moment: undefined, segmentName: undefined } as const;

describe('why an offer is shown', () => {
  it.each<[Moment, string, string]>([
    [
      { kind: 'returning', afterDays: 12 },
      'Parce que vous revenez après 12 jours.',
      'Because you are back after 12 days.',
    ],
    [{ kind: 'returning', afterDays: 1 }, 'Parce que vous revenez après 1 jour.', 'Because you are back after 1 day.'],
    [
      { kind: 'cart_idle' },
      'Parce que des articles attendent dans votre panier.',
      'Because there are items waiting in your cart.',
    ],
    [
      { kind: 'topic_viewed', topic: 'sport/chaussures-de-randonnee' },
      'Parce que vous vous intéressez au rayon « chaussures de randonnee ».',
      'Because you are interested in “chaussures de randonnee”.',
    ],
    [
      { kind: 'order_due' },
      'Parce que le moment approche où vous commandez d’habitude.',
      'Because it is nearly the time when you usually order.',
    ],
    [
      { kind: 'back_in_stock', productId: 'P' },
      'Parce qu’un produit que vous avez regardé est de retour.',
      'Because a product that you looked at is back.',
    ],
  ])('is told by its moment: %o', (moment, fr, en) => {
    expect(tellReason({}, { ...input, moment })).toBe(fr);
    expect(tellReason({}, { ...input, moment, language: 'en' })).toBe(en);
  });

  it('is told by its segment', () => {
    expect(tellReason({}, { ...input, segmentName: 'Fidèles' })).toBe('Parce que vous êtes de ceux-ci : Fidèles.');
    expect(tellReason({}, { ...input, language: 'en', segmentName: 'Loyal' })).toBe(
      'Because you are one of these: Loyal.',
    );
  });

  it('is told in the shop’s own words before all', () => {
    const reason = { fr: 'Pour vous.', en: 'For you.' };
    expect(tellReason({ reason }, { ...input, moment: { kind: 'cart_idle' }, segmentName: 'x' })).toBe('Pour vous.');
  });
});
