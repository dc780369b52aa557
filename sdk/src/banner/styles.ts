import { adoptStyles } from '../browser/adopt-styles.js';

/**
 * In a shadow root: the shop's rules don't reach in, but its variables do. Sizes go by the visitor's own text size, not by
 * the shop's root. Nothing moves, and nothing takes room in the page.
 */
const rules = `:host{all:initial;
--b:var(--sillage-banner-background,#fff);--c:var(--sillage-banner-color,#1d1d1f);
--a:var(--sillage-banner-accent,#1f3a5f);--o:var(--sillage-banner-on-accent,#fff);
color-scheme:light;font:medium/1.45 var(--sillage-banner-font,system-ui,sans-serif)}
@media dark{:host{
--b:var(--sillage-banner-dark-background,#1d1f24);--c:var(--sillage-banner-dark-color,#f1f1f3);
--a:var(--sillage-banner-dark-accent,#c9dcf5);--o:var(--sillage-banner-dark-on-accent,#10233b);color-scheme:dark}}
@media print{:host{display:none}}
.d,.m{position:fixed;z-index:var(--sillage-banner-layer,2147483000);box-sizing:border-box;color:var(--c);background:var(--b);
border:1px solid color-mix(in srgb,currentColor 25%,var(--b));border-radius:var(--sillage-banner-radius,.75em);
box-shadow:0 .25em 2em #0004}
.d{inset:var(--sillage-banner-inset,auto min(1em,2vw) min(1em,2vw));max-width:var(--sillage-banner-width,35em);
max-height:96vh;max-height:96dvh;overflow:auto;overscroll-behavior:contain;scrollbar-width:thin;
padding:min(1.25em,4vw);outline:0;overflow-wrap:anywhere}
.m{inset:var(--sillage-banner-button-inset,auto auto 1em 1em);padding:.6em 1em;font:inherit;font-size:.8125em;cursor:pointer}
h2,p{margin:0 0 .75em;font-size:.875em}
h2{font-size:1.125em;line-height:1.3}
.r{display:grid;grid-template-columns:auto 1fr;gap:0 .75em;align-items:center;margin-bottom:.75em}
.r p{grid-column:2;margin:0}
label{font-weight:600;padding:.15em 0;cursor:pointer}
input{width:1.25em;height:1.25em;margin:0;accent-color:var(--a);cursor:pointer}
.g{padding-left:.75em;border-left:.25em solid var(--a)}
.s{display:grid;grid-template-columns:1fr 1fr;gap:.5em;margin:1em 0 .75em}
.s button{min-height:2.75em;padding:.4em;font:inherit;font-weight:600;cursor:pointer;color:var(--o);background:var(--a);
border:2px solid var(--a);border-radius:calc(var(--sillage-banner-radius,.75em)*.66)}
.s>*{min-width:0}
@media (max-height:30em){.d{max-height:75vh}}
@media (max-width:20em){.s{grid-template-columns:1fr}}
.s .k{grid-column:1/-1;color:var(--c);background:0 0}
.l{font-size:.8125em;margin:0}
a{color:inherit}
.x{float:right;width:2.75em;height:2.75em;margin:-.75em -.75em 0 .5em;font:inherit;color:inherit;background:0 0;border:0;
border-radius:50%;cursor:pointer}
.x:before{content:"\\2715"}
:focus-visible{outline:3px solid var(--c);outline-offset:2px}
.d:focus-visible{outline:0}`;

/** The banner is not to be mistaken for the page's text: where a sheet can't be adopted, a style element of the shop's nonce. */
export function addBannerStyles(root: ShadowRoot, theme?: 'light' | 'dark', nonce = ''): void {
  const isDark = theme ? (theme === 'dark' ? 'all' : 'not all') : '(prefers-color-scheme:dark)';
  const text = rules.replace('dark', isDark);
  adoptStyles(text, root);
  if (!root.adoptedStyleSheets?.[0]) {
    root.append(Object.assign(document.createElement('style'), { nonce, textContent: text }));
  }
}
