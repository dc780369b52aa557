import { readCart } from '../../shop/cart';
import { showPrice } from '../../shop/catalogue';
import { CartOffer } from '../../sillage/cart-offer';

export default async function CartPage() {
  const lines = await readCart();
  return (
    <>
      <h1>Panier</h1>
      <ul>
        {lines.map(({ id, name, priceMinor }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a product may be there twice, and nothing is moved
          <li key={`${id} ${index}`}>
            {name} {showPrice(priceMinor)}
          </li>
        ))}
      </ul>
      <CartOffer lines={lines.map(({ id }) => ({ productId: id, quantity: 1 }))}>
        <p>Livraison en trois jours.</p>
      </CartOffer>
    </>
  );
}
