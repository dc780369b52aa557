import { cookies } from 'next/headers';
import { findProduct, type Product } from './catalogue';

const name = 'cart';
const mostLines = 20;

/** What the shop's own cookie holds; an id that is for sale no more is left out. */
export async function readCart(): Promise<Product[]> {
  const ids = (await cookies()).get(name)?.value.split('.') ?? [];
  return ids.map(findProduct).filter((product) => product !== undefined);
}

/** In a server action only: a page can't set cookies while it is rendered. */
export async function addToCart(product: Product): Promise<void> {
  const ids = [...(await readCart()), product].map(({ id }) => id).slice(-mostLines);
  (await cookies()).set(name, ids.join('.'), { httpOnly: true, sameSite: 'lax', path: '/' });
}
