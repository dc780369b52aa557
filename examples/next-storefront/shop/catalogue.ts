export interface Category {
  /** Slug and topic. */
  id: string;
  name: string;
}

export interface Product {
  id: string;
  name: string;
  category: string;
  priceMinor: number;
}

export const categories: readonly Category[] = [
  { id: 'tentes', name: 'Tentes' },
  { id: 'sacs', name: 'Sacs à dos' },
];

export const products: readonly Product[] = [
  { id: 'TENTE-2', name: 'Tente deux places', category: 'tentes', priceMinor: 12_900 },
  { id: 'TENTE-4', name: 'Tente quatre places', category: 'tentes', priceMinor: 24_900 },
  { id: 'SAC-30', name: 'Sac de 30 litres', category: 'sacs', priceMinor: 7_900 },
  { id: 'SAC-60', name: 'Sac de 60 litres', category: 'sacs', priceMinor: 15_900 },
];

export const findProduct = (id: string): Product | undefined => products.find((product) => product.id === id);

export const showPrice = (minor: number): string =>
  new Intl.NumberFormat('fr', { style: 'currency', currency: 'EUR' }).format(minor / 100);
