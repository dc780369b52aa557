'use server';

import { redirect } from 'next/navigation';
import { addToCart } from '../../shop/cart';
import { findProduct } from '../../shop/catalogue';

export async function addProduct(form: FormData): Promise<void> {
  const product = findProduct(String(form.get('product')));
  if (product) await addToCart(product);
  redirect('/cart');
}
