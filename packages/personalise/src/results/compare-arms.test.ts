import { describe, expect, it } from 'vitest';
import { createRandom } from '../testing/seeded-random.js';
import {
  type Arm,
  compareArms,
  findDifference,
  findPersonsNeeded,
  leastConverted,
  leastPersons,
} from './compare-arms.js';

const shareOf = (converted: number, persons: number): Arm => ({
  persons,
  converted,
  sum: converted,
  squares: converted,
});
const traffic = { perWeek: 1_000, share: 0.1 };

describe('the difference of two shares', () => {
  /** Newcombe, Statistics in Medicine 17 (1998), table II, method 10. */
  it.each([
    ['56/70 and 48/80', shareOf(56, 70), shareOf(48, 80), 0.0524, 0.3339],
    ['9/10 and 3/10', shareOf(9, 10), shareOf(3, 10), 0.1705, 0.809],
    ['6/7 and 2/7', shareOf(6, 7), shareOf(2, 7), 0.0582, 0.8062],
    ['5/56 and 0/29', shareOf(5, 56), shareOf(0, 29), -0.0381, 0.1926],
    ['0/10 and 0/20', shareOf(0, 10), shareOf(0, 20), -0.1611, 0.2775],
    ['10/10 and 0/20', shareOf(10, 10), shareOf(0, 20), 0.6791, 1],
  ])('has the published interval of %s', (_, one, other, low, high) => {
    const found = findDifference(one, other);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });
});

/** What persons of one arm do: they buy with that probability, for an amount of a log-normal distribution. */
interface Shop {
  persons: number;
  probability: number;
  /** Mean amount, in minor units. */
  amount: number;
  /** Of the logarithm of amounts. */
  deviation: number;
}

const random = createRandom(20_261_001);
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** From one buyer to the next: those between them bought nothing. */
function draw({ persons, probability, amount, deviation }: Shop): { conversion: Arm; revenue: Arm } {
  const skip = () => 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - probability));
  let [converted, sum, squares] = [0, 0, 0];
  for (let person = skip(); person <= persons; person += skip()) {
    const spent = amount * Math.exp(deviation * normal() - deviation ** 2 / 2);
    converted += 1;
    sum += spent;
    squares += spent ** 2;
  }
  return { conversion: shareOf(converted, persons), revenue: { persons, converted, sum, squares } };
}

const meanOf = ({ probability, amount }: Shop) => probability * amount;
const runs = 4_000;
/** Four standard deviations of what `runs` tell of a rate of 95 %. */
const tolerance = 4 * Math.sqrt((0.95 * 0.05) / runs);

const base = { amount: 8_000, deviation: 0.8 };
const situations: [string, Shop, Shop][] = [
  ['halves', { ...base, persons: 3_000, probability: 0.03 }, { ...base, persons: 3_000, probability: 0.03 }],
  ['a tenth held out', { ...base, persons: 9_000, probability: 0.03 }, { ...base, persons: 1_000, probability: 0.03 }],
  [
    'a sixth, a fourth more buy',
    { ...base, persons: 3_000, probability: 0.05 },
    { ...base, persons: 600, probability: 0.04 },
  ],
  [
    'a tenth, a third more buy',
    { ...base, persons: 9_000, probability: 0.04 },
    { ...base, persons: 1_000, probability: 0.03 },
  ],
  [
    'halves, a third fewer buy',
    { ...base, persons: 4_000, probability: 0.02 },
    { ...base, persons: 4_000, probability: 0.03 },
  ],
  [
    'few persons who buy often',
    { ...base, persons: 900, probability: 0.25 },
    { ...base, persons: 150, probability: 0.2 },
  ],
  [
    'amounts of very different sizes',
    { ...base, deviation: 1.2, persons: 9_500, probability: 0.06 },
    { ...base, deviation: 1.2, persons: 500, probability: 0.04 },
  ],
  [
    'amounts that a coupon makes a tenth smaller',
    { ...base, amount: 7_200, persons: 9_000, probability: 0.04 },
    { ...base, persons: 1_000, probability: 0.03 },
  ],
];

describe(`in ${runs} shops drawn by lot, an interval of 95 %`, () => {
  it.each(situations)('covers the true difference at that rate: %s', (_, exposed, withheld) => {
    let [conversions, revenues] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const [one, other] = [draw(exposed), draw(withheld)];
      const ofShares = findDifference(one.conversion, other.conversion);
      const ofAmounts = findDifference(one.revenue, other.revenue);
      const share = exposed.probability - withheld.probability;
      const amount = meanOf(exposed) - meanOf(withheld);
      if (ofShares.low <= share && share <= ofShares.high) conversions += 1;
      if (ofAmounts.low <= amount && amount <= ofAmounts.high) revenues += 1;
    }
    expect(Math.abs(conversions / runs - 0.95)).toBeLessThan(tolerance);
    expect(Math.abs(revenues / runs - 0.95)).toBeLessThan(tolerance);
  });

  it.each(situations.filter(([, one, other]) => meanOf(one) === meanOf(other)))(
    'finds nothing where there is nothing, but for one in twenty: %s',
    (_, exposed, withheld) => {
      let found = 0;
      for (let run = 0; run < runs; run++) {
        const { status } = compareArms(draw(exposed).revenue, draw(withheld).revenue, traffic);
        if (status === 'more' || status === 'less') found += 1;
      }
      expect(found / runs).toBeLessThan(0.05 + tolerance);
    },
  );

  it.each([
    ['shares', 'conversion', 1],
    ['amounts', 'revenue', 8_000 * Math.exp(0.8 ** 2)],
  ] as const)('finds a tenth more of %s four times in five with as many persons as it says', (_, kind, ratio) => {
    const [probability, share] = [0.1, 0.5];
    const mean = kind === 'conversion' ? probability : probability * base.amount;
    const persons = findPersonsNeeded({ mean, ratio, share }, 0.1);
    let found = 0;
    for (let run = 0; run < runs / 4; run++) {
      const exposed = draw({ ...base, persons: Math.round(persons * (1 - share)), probability: probability * 1.1 });
      const withheld = draw({ ...base, persons: Math.round(persons * share), probability });
      if (compareArms(exposed[kind], withheld[kind], traffic).status === 'more') found += 1;
    }
    expect(Math.abs(found / (runs / 4) - 0.8)).toBeLessThan(0.05);
  });
});

describe('a comparison', () => {
  const enough = shareOf(100, 2_000);
  it.each([
    ['too few persons', shareOf(50, leastPersons - 1)],
    ['too few who bought', shareOf(leastConverted - 1, 2_000)],
    ['nobody', shareOf(0, 0)],
  ])('says that there are not enough data, and no interval, with %s withheld', (_, withheld) => {
    const found = compareArms(enough, withheld, traffic);
    expect(found.status).toBe('not_enough_data');
    expect(found).not.toHaveProperty('low');
  });

  it('says so where nobody is held out', () => {
    expect(compareArms(enough, shareOf(0, 0), { ...traffic, share: 0 }).status).toBe('no_holdout');
  });

  it.each([
    ['more', shareOf(300, 2_000), 'more'],
    ['less', shareOf(30, 2_000), 'less'],
    ['as much', shareOf(101, 2_000), 'unclear'],
  ])('says what the exposed do: %s', (_, exposed, status) => {
    expect(compareArms(exposed, enough, traffic).status).toBe(status);
  });

  it('says how many weeks it takes, and what is readable now', () => {
    const { readable } = compareArms(shareOf(270, 9_000), shareOf(30, 1_000), traffic);
    expect(readable).toMatchObject({ effect: 0.1 });
    // 0.03 and 0.033 at a tenth held out: about 253,000 persons, 10,000 of whom came
    expect(readable?.persons).toBeGreaterThan(250_000);
    expect(readable?.persons).toBeLessThan(290_000);
    expect(readable?.weeks).toBe(Math.ceil(((readable?.persons ?? 0) - 10_000) / 1_000));
    expect(readable?.readableNow).toBeGreaterThan(0.4);
    expect(readable?.readableNow).toBeLessThan(0.7);
  });

  it('says no weeks where nobody comes any more, and nothing where nobody bought', () => {
    expect(compareArms(enough, enough, { perWeek: 0, share: 0.1 }).readable).not.toHaveProperty('weeks');
    expect(compareArms(shareOf(0, 500), shareOf(0, 500), traffic)).not.toHaveProperty('readable');
  });
});
