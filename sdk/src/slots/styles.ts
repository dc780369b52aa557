/**
 * Only what a template can't be without: rows, and boxes of images before they are there. Looks are the shop's; in a layer,
 * any rule of the shop's weighs more.
 */
export const rules = `@layer sillage{
.sillage-offer{display:grid;gap:var(--sillage-gap,1em);position:relative}
.sillage-image{width:100%;aspect-ratio:var(--sillage-image-ratio,1);object-fit:cover}
.sillage-products{display:grid;grid-template-columns:repeat(auto-fill,minmax(var(--sillage-product-width,9em),1fr));gap:inherit;padding:0;list-style:none}
.sillage-product-link{display:grid}
.sillage-dismiss{position:absolute;inset:0 0 auto auto}
}`;
