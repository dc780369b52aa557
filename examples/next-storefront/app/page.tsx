import Link from 'next/link';
import { products, showPrice } from '../shop/catalogue';
import { Banner } from '../sillage/banner';
import { decide } from '../sillage/decide';
import { Slot } from '../sillage/slot';

const welcome = '<h1>Dehors, longtemps.</h1><p>Ce qu’il faut pour dormir loin.</p>';

/** What a visitor is shown is their own: reading the cookie makes the page dynamic, and Next.js says `private, no-store`. */
export default async function Home({ searchParams }: PageProps<'/'>) {
  const { sillage_preview: preview } = await searchParams;
  const { hero } = await decide({
    slots: ['hero'],
    context: { path: '/' },
    preview: typeof preview === 'string' ? preview : undefined,
  });
  return (
    <>
      <Slot id="hero" decision={hero} ownHtml={welcome}>
        {Banner}
      </Slot>
      <ul className="products">
        {products.map(({ id, name, priceMinor }) => (
          <li key={id}>
            <Link href={`/product/${id}`}>{name}</Link> {showPrice(priceMinor)}
          </li>
        ))}
      </ul>
    </>
  );
}
