import type { Rayon } from '../../catalogue/product.js';
import { rayons } from '../../catalogue/rayons.js';
import type { Locale } from '../../locale.js';
import type { Random } from './random.js';

/** Who comes to the store: language, device, taste, and what they answer to the banner. */
export interface Shopper {
  locale: Locale;
  userAgent: string;
  /** The rayon that most of the visit goes to. */
  taste: Rayon;
  /** How ready to buy, from 0 to 1. */
  resolve: number;
  choices: Choices;
}

export interface Choices {
  measurement: 'granted' | 'denied';
  personalisation: 'granted' | 'denied';
}

const userAgents: [string, ...string[]] = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
];

export function createShopper(random: Random): Shopper {
  return {
    locale: random.chance(0.7) ? 'fr' : 'en',
    userAgent: random.pick(userAgents),
    taste: random.pick(rayons),
    resolve: random.next() ** 2,
    choices: answerBanner(random),
  };
}

/** Seven in ten accept all, one in ten measurement alone, two in ten refuse. */
function answerBanner(random: Random): Choices {
  const mood = random.next();
  if (mood < 0.7) return { measurement: 'granted', personalisation: 'granted' };
  return { measurement: mood < 0.8 ? 'granted' : 'denied', personalisation: 'denied' };
}
