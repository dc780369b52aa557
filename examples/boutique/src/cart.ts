import { findProduct } from './catalogue/catalogue.js';
import type { Product } from './catalogue/product.js';
import { shippingFor } from './money.js';

/** A product in the cart, and how many. */
export interface CartItem {
  product: Product;
  quantity: number;
}
export type Cart = readonly CartItem[];

/** Pieces of one product an order may have, stock permitting. */
export const maxQuantity = 9;

/** The cart lives in the shop's own cookie, `ESC-1001:2.ESC-3004:1`: the shop keeps nothing of who only looks. */
export function readCart(cookie: string | undefined): Cart {
  const entries = (cookie ?? '').split('.').filter(Boolean);
  return entries.reduce<Cart>((cart, entry) => {
    const [id = '', quantity = ''] = entry.split(':');
    const product = findProduct(id);
    return product === undefined ? cart : addToCart(cart, product, Number(quantity));
  }, []);
}

export function writeCart(cart: Cart): string {
  return cart.map(({ product, quantity }) => `${product.id}:${quantity}`).join('.');
}

/** As many as are in stock; a quantity that is no positive integer changes nothing. */
export function addToCart(cart: Cart, product: Product, quantity: number): Cart {
  const held = cart.find((item) => item.product.id === product.id)?.quantity ?? 0;
  if (!Number.isInteger(quantity) || quantity < 1) return cart;
  return setQuantity(cart, product, held + quantity);
}

/** Zero takes the product out. */
export function setQuantity(cart: Cart, product: Product, quantity: number): Cart {
  const possible = Math.min(quantity, product.stock, maxQuantity);
  const isHeld = cart.some((item) => item.product.id === product.id);
  if (possible < 1) return cart.filter((item) => item.product.id !== product.id);
  if (!isHeld) return [...cart, { product, quantity: possible }];
  return cart.map((item) => (item.product.id === product.id ? { product, quantity: possible } : item));
}

export const countItems = (cart: Cart): number => cart.reduce((count, { quantity }) => count + quantity, 0);

/** What the cart holds, for who decides what to show. */
export function toLines(cart: Cart): { productId: string; quantity: number }[] {
  return cart.map(({ product, quantity }) => ({ productId: product.id, quantity }));
}

/** Minor units. */
export interface Totals {
  subtotalMinor: number;
  shippingMinor: number;
  totalMinor: number;
}

export function totalsOf(cart: Cart): Totals {
  const subtotalMinor = cart.reduce((sum, { product, quantity }) => sum + product.priceMinor * quantity, 0);
  const shippingMinor = shippingFor(subtotalMinor);
  return { subtotalMinor, shippingMinor, totalMinor: subtotalMinor + shippingMinor };
}
