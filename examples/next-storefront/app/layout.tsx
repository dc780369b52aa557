import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { categories } from '../shop/catalogue';
import { ConsentBanner } from '../sillage/consent-banner';
import { SillageProvider } from '../sillage/provider';
import { settings } from '../sillage/settings';
import './shop.css';

export const metadata: Metadata = { title: 'Bivouac', icons: { icon: 'data:,' } };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="fr">
      <body>
        <SillageProvider site={settings.site}>
          <nav>
            <Link href="/">Bivouac</Link>
            {categories.map(({ id, name }) => (
              <Link key={id} href={`/${id}`}>
                {name}
              </Link>
            ))}
            <Link href="/cart">Panier</Link>
          </nav>
          <main>{children}</main>
          <ConsentBanner />
        </SillageProvider>
      </body>
    </html>
  );
}
