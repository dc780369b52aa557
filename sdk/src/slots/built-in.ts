import type { Decision, OfferedProduct } from '@sillage/protocol';
import { fieldsOf, fieldsOfProduct, type Shown } from './fields.js';
import { toSafeUrl } from './safe-url.js';

/** Templates that need nothing of the shop. They differ in their class and in whether they have an image of their own. */
const builtIns = ['banner', 'product_list', 'cart_reminder'];

type Child = Node | undefined;

/** An element with a class, or nothing where it would be empty. */
function make(tag: string, name: string, content: string | undefined | Child[]): HTMLElement | undefined {
  const children = typeof content === 'string' ? [content] : (content ?? []);
  const filled = children.filter((child): child is string | Node => !!child);
  if (!filled[0]) return undefined;
  const element = document.createElement(tag);
  element.className = `sillage-${name}`;
  element.append(...filled);
  return element;
}

function makeImage(url: string | undefined, alt = ''): HTMLElement | undefined {
  const src = toSafeUrl(url);
  return src ? Object.assign(document.createElement('img'), { className: 'sillage-image', alt, src }) : undefined;
}

/** A link, or its content alone where the address is none. */
function makeLink(name: string, url: string | undefined, content: string | undefined | Child[]): Child {
  const href = toSafeUrl(url);
  const element = make(href ? 'a' : 'span', name, content);
  if (element && href) (element as HTMLAnchorElement).href = href;
  return element;
}

function makeProduct({ name, brand, price, url, image, reason }: Shown): Child {
  return make('li', 'product', [
    makeLink('product-link', url, [
      makeImage(image),
      make('span', 'product-brand', brand),
      make('span', 'product-name', name),
      make('span', 'product-price', price),
    ]),
    make('span', 'reason', reason),
  ]);
}

/** The button that sends a slot's content away. */
export function makeDismiss(locale: string): HTMLElement {
  const button = make('button', 'dismiss', '×') as HTMLButtonElement;
  button.type = 'button';
  button.setAttribute('data-sillage-dismiss', '');
  button.setAttribute('aria-label', locale.startsWith('fr') ? 'Fermer' : 'Close');
  return button;
}

/**
 * `banner`, `product_list` or `cart_reminder` with the decision in it; `undefined` for another name. Fields of the content:
 * `title`, `text`, `image`, `imageAlt`, `url`, `button`. An offer can be dismissed, a default can't.
 */
export function buildTemplate(decision: Decision, locale: string): Node[] | undefined {
  if (!builtIns.includes(decision.template)) return undefined;
  const { title, text, image, imageAlt, url, button, coupon, reason } = fieldsOf(decision);
  const toItem = (product: OfferedProduct) => makeProduct(fieldsOfProduct(product, locale));
  const root = make('div', `offer sillage-${decision.template.replace('_', '-')}`, [
    makeImage(image, imageAlt),
    button ? make('p', 'title', title) : makeLink('title', url, title),
    make('p', 'text', text),
    make('p', 'coupon', coupon),
    make('ul', 'products', decision.products.map(toItem)),
    button && toSafeUrl(url) ? makeLink('button', url, button) : undefined,
    make('p', 'reason', reason),
    decision.kind === 'offer' ? makeDismiss(locale) : undefined,
  ]);
  return root && [root];
}
