import Link from 'next/link';
import { notFound } from 'next/navigation';
import { findProduct, showPrice } from '../../../shop/catalogue';
import { decide } from '../../../sillage/decide';
import { Slot } from '../../../sillage/slot';
import { addProduct } from '../../cart/actions';

export default async function ProductPage({ params }: PageProps<'/product/[id]'>) {
  const product = findProduct((await params).id);
  if (!product) notFound();
  const { id, name, category, priceMinor } = product;
  const context = { path: `/product/${id}`, productId: id, topics: [category] };
  const { next } = await decide({ slots: ['next'], context });
  const told = { 'data-sillage-id': id, 'data-sillage-name': name, 'data-sillage-topics': category };
  const price = (priceMinor / 100).toFixed(2);
  return (
    <>
      <article data-sillage-view={id} {...told} data-sillage-price={price} data-sillage-currency="EUR">
        <h1>{name}</h1>
        <p>{showPrice(priceMinor)}</p>
        <form action={addProduct}>
          <input type="hidden" name="product" value={id} />
          <button
            type="submit"
            data-sillage-cart="add"
            {...told}
            data-sillage-price={price}
            data-sillage-currency="EUR"
          >
            Ajouter au panier
          </button>
        </form>
      </article>
      <Slot id="next" decision={next} ownHtml={'<a href="/">Toute la boutique</a>'}>
        {({ content, products }) => (
          <>
            <h2>{content.title}</h2>
            <ul className="products">
              {products.map(({ productId, reason }) => (
                <li key={productId}>
                  <Link href={`/product/${productId}`}>{findProduct(productId)?.name ?? productId}</Link> {reason}
                </li>
              ))}
            </ul>
          </>
        )}
      </Slot>
    </>
  );
}
