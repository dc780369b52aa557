import { expect, it } from 'vitest';
import { planPast } from './past-shoppers.js';
import { createRandom } from './random.js';
import { createShopper } from './shopper.js';

const now = Date.UTC(2026, 10, 22);
const seeds = Array.from({ length: 60 }, (_, index) => index);

function plan(seed: number) {
  const random = createRandom(seed);
  return planPast(createShopper(random), random, now);
}

it('makes the same visits of the same seed', () => {
  expect(plan(7)).toEqual(plan(7));
  expect(plan(7)).not.toEqual(plan(8));
});

it.each(seeds)('sends shopper %i through the store in order, before now, each event once', (seed) => {
  const events = plan(seed).flat();
  const ids = events.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  for (const [index, event] of events.entries()) {
    expect(event.occurredAt).toBeLessThan(now);
    expect(Number.isInteger(event.occurredAt)).toBe(true);
    const before = events[index - 1];
    if (before?.tab === event.tab) {
      expect(event.occurredAt).toBeGreaterThanOrEqual(before?.occurredAt ?? 0);
      expect(event.sequence).toBe(Number(before?.sequence) + 1);
    }
  }
});

it('has all that a shop sees', () => {
  const types = new Set(seeds.flatMap((seed) => plan(seed).flat()).map(({ type }) => type));
  expect([...types].sort()).toEqual(
    [
      'page_view',
      'engagement',
      'product_view',
      'search',
      'cart_add',
      'cart_remove',
      'cart_view',
      'checkout_start',
      'purchase',
      'offer_exposed',
      'offer_clicked',
      'offer_dismissed',
      'survey_answered',
      'custom',
    ].sort(),
  );
});

it('asks a survey of who accepts being recognised, once each, and hears suggestions and a complaint', () => {
  const eventsOf = (type: string) =>
    seeds.map((seed) =>
      plan(seed)
        .flat()
        .filter((event) => event.type === type),
    );
  for (const [seed, seen] of eventsOf('offer_exposed').entries()) {
    const { personalisation } = createShopper(createRandom(seed)).choices;
    expect(seen.length).toBeLessThanOrEqual(personalisation === 'granted' ? 1 : 0);
  }
  const answers = eventsOf('survey_answered').flat();
  expect(answers.length).toBeGreaterThan(10);
  const words = answers.filter(({ text }) => text !== undefined).length;
  const complaints = eventsOf('custom').flat();
  expect(complaints[0]).toMatchObject({
    name: 'complaint_opened',
    properties: { id: expect.stringMatching(/^[a-z]{12}$/) },
  });
  expect(words).toBeGreaterThan(complaints.length);
  expect(words).toBeLessThan(answers.length);
});

it('lets some refuse', () => {
  const answers = seeds.map((seed) => createShopper(createRandom(seed)).choices.measurement);
  expect(new Set(answers)).toEqual(new Set(['granted', 'denied']));
});
