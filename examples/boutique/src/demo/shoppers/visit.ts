import { addToCart, type Cart, setQuantity, totalsOf } from '../../cart.js';
import { placeOf, productsOf, searchProducts } from '../../catalogue/catalogue.js';
import type { Product, Rayon, SubRayon } from '../../catalogue/product.js';
import { rayons } from '../../catalogue/rayons.js';
import { homePath, pagePath, productPath, rayonPath } from '../../links.js';
import type { Locale } from '../../locale.js';
import { currency, vatContained } from '../../money.js';
import { texts } from '../../texts.js';
import type { Random } from './random.js';
import type { Shopper } from './shopper.js';

/** One page of a visit: what is seen, what is done there, how long it takes. */
export interface Step {
  path: string;
  title: string;
  topics: string[];
  /** Milliseconds on the page. */
  stayMs: number;
  /** Share of the page that was scrolled to, in percent. */
  depthPercent: number;
  /** Host that led here, on the first page of a visit. */
  referrerHost?: string;
  campaign?: { source: string; medium: string };
  facts: Fact[];
}

/** An event on a page, without what every event carries. */
export interface Fact {
  type:
    | 'product_view'
    | 'search'
    | 'cart_add'
    | 'cart_remove'
    | 'cart_view'
    | 'checkout_start'
    | 'purchase'
    | 'offer_exposed'
    | 'offer_clicked'
    | 'offer_dismissed'
    | 'survey_answered'
    | 'custom';
  [field: string]: unknown;
}

/** A visit from the first page to the last, as this shopper would make it. */
export function planVisit(shopper: Shopper, random: Random): Step[] {
  const walk = new Walk(shopper, random);
  walk.arrive();
  for (let interest = random.between(1, 4); interest > 0; interest--) walk.follow();
  if (walk.cart.length > 0) walk.finish();
  return walk.steps;
}

class Walk {
  readonly steps: Step[] = [];
  cart: Cart = [];
  readonly #locale: Locale;

  constructor(
    private readonly shopper: Shopper,
    private readonly random: Random,
  ) {
    this.#locale = shopper.locale;
  }

  arrive(): void {
    const { random } = this;
    this.#see({ path: homePath(this.#locale), title: texts[this.#locale].shopTagline });
    const landing = this.steps[0];
    if (landing === undefined) return;
    if (random.chance(0.4))
      landing.referrerHost = random.pick(['www.google.com', 'duckduckgo.com', 'www.instagram.com']);
    else if (random.chance(0.3)) landing.campaign = { source: random.pick(['newsletter', 'carnet']), medium: 'email' };
  }

  /** A rayon or a search, then one to three products, of which one may go into the cart. */
  follow(): void {
    const { random, shopper } = this;
    const rayon = random.chance(0.75) ? shopper.taste : random.pick(rayons);
    const found = random.chance(0.2) ? this.#search(rayon) : this.#browse(rayon);
    for (let views = Math.min(found.length, random.between(1, 3)); views > 0; views--) {
      const product = found[random.between(0, found.length - 1)];
      if (product !== undefined) this.#look(product);
    }
  }

  /** Cart, and for the resolute the checkout and the order. */
  finish(): void {
    const { random, shopper } = this;
    const t = texts[this.#locale];
    const { totalMinor } = totalsOf(this.cart);
    const lines = () => this.cart.map(({ product, quantity }) => this.#line(product, quantity));
    const state = () => ({ lines: lines(), currency, totalMinor });
    this.#see({ path: pagePath('cart', this.#locale), title: t.cart }, { type: 'cart_view', ...state() });
    const [first] = this.cart;
    if (first !== undefined && this.cart.length > 1 && random.chance(0.2)) {
      this.#do({ type: 'cart_remove', line: this.#line(first.product, first.quantity) });
      this.cart = setQuantity(this.cart, first.product, 0);
    }
    if (!random.chance(0.2 + shopper.resolve)) return;
    this.#see({ path: pagePath('checkout', this.#locale), title: t.checkout }, { type: 'checkout_start', ...state() });
    if (!random.chance(0.75)) return;
    const order = { orderId: this.#newOrderId(), currency, ...this.#amounts(), lines: lines() };
    this.#see({ path: pagePath('thanks', this.#locale), title: t.thanks }, { type: 'purchase', order });
  }

  #browse(rayon: Rayon): Product[] {
    const subRayon = this.random.chance(0.7) ? this.random.pick(rayon.subRayons) : undefined;
    const title = (subRayon ?? rayon).label[this.#locale];
    this.#see({ path: rayonPath(this.#locale, rayon, subRayon), title, topics: [this.#topic(rayon, subRayon)] });
    return productsOf(rayon, subRayon);
  }

  #search(rayon: Rayon): Product[] {
    const { random } = this;
    const query = random.chance(0.15) ? 'parapluie' : random.pick(rayon.subRayons).label[this.#locale].toLowerCase();
    const results = searchProducts(query, this.#locale);
    const title = texts[this.#locale].searchTitle(query);
    this.#see(
      { path: pagePath('search', this.#locale), title },
      { type: 'search', query, resultCount: results.length },
    );
    return results;
  }

  #look(product: Product): void {
    const { rayon, subRayon } = placeOf(product);
    const topics = [this.#topic(rayon, subRayon)];
    const { quantity, topics: _, ...shown } = this.#line(product, 1);
    this.#see(
      { path: productPath(this.#locale, product), title: `${product.name[this.#locale]}, ${product.brand}`, topics },
      { type: 'product_view', product: shown, topics },
    );
    const before = this.cart;
    if (this.random.chance(0.15 + this.shopper.resolve * 0.4)) this.cart = addToCart(before, product, 1);
    if (this.cart !== before && this.cart.length > before.length) {
      this.#do({ type: 'cart_add', line: this.#line(product, 1) });
    }
  }

  #see(page: { path: string; title: string; topics?: string[] }, ...facts: Fact[]): void {
    this.steps.push({
      topics: [],
      ...page,
      title: `${page.title} · ${texts[this.#locale].shopName}`,
      stayMs: this.random.between(4, 70) * 1000,
      depthPercent: this.random.between(20, 100),
      facts,
    });
  }

  #do(fact: Fact): void {
    this.steps.at(-1)?.facts.push(fact);
  }

  #line(product: Product, quantity: number) {
    const { rayon, subRayon } = placeOf(product);
    return {
      productId: product.id,
      name: product.name[this.#locale],
      brand: product.brand,
      variant: product.variant,
      priceMinor: product.priceMinor,
      currency,
      quantity,
      topics: [this.#topic(rayon, subRayon)],
    };
  }

  #amounts() {
    const { totalMinor, shippingMinor } = totalsOf(this.cart);
    return { totalMinor, shippingMinor, taxMinor: vatContained(totalMinor) };
  }

  #topic(rayon: Rayon, subRayon?: SubRayon): string {
    const parts = [rayon.slug[this.#locale], ...(subRayon === undefined ? [] : [subRayon.slug[this.#locale]])];
    return parts.join('/');
  }

  #newOrderId(): string {
    return `ESC-${Buffer.from(this.random.bytes(4)).toString('hex').toUpperCase()}`;
  }
}
