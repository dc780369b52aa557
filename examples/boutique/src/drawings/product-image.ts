import type { Product, Shape } from '../catalogue/product.js';
import { backpack, trolley, weekender } from './bags.js';
import { roundBottle, squareBottle, tallBottle, tin } from './bottles.js';
import type { Draw } from './draw.js';
import { candle, diffuser, foldedThrow } from './household.js';
import { globe, map, notebook, pen } from './paper.js';

const drawings: Record<Shape, Draw> = {
  squareBottle,
  roundBottle,
  tallBottle,
  tin,
  trolley,
  weekender,
  backpack,
  candle,
  diffuser,
  throw: foldedThrow,
  notebook,
  pen,
  map,
  globe,
};

/** The product's picture: an SVG file of 480 × 600. Its alternative text stands where it is used. */
export function drawProduct(product: Product): string {
  const [background, main, second] = product.look.colours;
  const drawing = drawings[product.look.shape]({ main, second, initials: initialsOf(product.name.fr) });
  const number = Number(product.id.slice(-2));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 600" width="480" height="600">
  <defs><radialGradient id="light" cx=".38" cy=".28" r=".9"><stop offset="0" stop-color="#fff" stop-opacity=".75"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs>
  <rect width="480" height="600" fill="${background}"/>
  ${backdrop(number, main)}
  <rect width="480" height="600" fill="url(#light)"/>
  <rect y="446" width="480" height="154" fill="${main}" opacity=".16"/>
  <ellipse cx="240" cy="478" rx="168" ry="18" fill="#1d2a33" opacity=".16"/>${drawing}
</svg>`;
}

/** A disc, an arch or a wave behind the product, so that neighbours in a grid differ. */
function backdrop(number: number, colour: string): string {
  const forms = [
    '<circle cx="330" cy="190" r="120"/>',
    '<path d="M90 446V250a150 150 0 0 1 300 0v196z"/>',
    '<path d="M0 300c80-60 160 60 240 0s160-60 240 0v146H0z"/>',
    '<circle cx="240" cy="300" r="190"/>',
  ];
  return `<g fill="${colour}" opacity=".17">${forms[number % forms.length]}</g>`;
}

function initialsOf(name: string): string {
  const letters = name
    .normalize('NFKD')
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word.length > 2)
    .map((word) => word.charAt(0).toUpperCase());
  return letters.slice(0, 2).join('');
}
