import Link from 'next/link';
import { notFound } from 'next/navigation';
import { categories, products, showPrice } from '../../shop/catalogue';

export default async function CategoryPage({ params }: PageProps<'/[category]'>) {
  const { category } = await params;
  const found = categories.find(({ id }) => id === category);
  if (!found) notFound();
  return (
    <div data-sillage-topics={found.id}>
      <h1>{found.name}</h1>
      <ul className="products">
        {products
          .filter((product) => product.category === found.id)
          .map(({ id, name, priceMinor }) => (
            <li key={id}>
              <Link href={`/product/${id}`}>{name}</Link> {showPrice(priceMinor)}
            </li>
          ))}
      </ul>
    </div>
  );
}
