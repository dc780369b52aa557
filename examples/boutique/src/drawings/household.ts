import type { Draw } from './draw.js';

export const candle: Draw = ({ main, second, initials }) => `
  <circle cx="240" cy="196" r="92" fill="#ffe7ae" opacity=".55"/>
  <path d="M240 138c22 34 30 46 30 64a30 30 0 0 1-60 0c0-18 8-30 30-64z" fill="#f4b13d"/>
  <path d="M240 182c9 14 12 20 12 28a12 12 0 0 1-24 0c0-8 3-14 12-28z" fill="#fff3cf"/>
  <path d="M240 228v34" stroke="#3a322b" stroke-width="4"/>
  <path d="M138 262h204v186a22 22 0 0 1-22 22H160a22 22 0 0 1-22-22z" fill="${main}"/>
  <ellipse cx="240" cy="262" rx="102" ry="18" fill="#fff" opacity=".45"/>
  <ellipse cx="240" cy="264" rx="88" ry="12" fill="#fbf1dd"/>
  <path d="M156 290v150" stroke="#fff" stroke-width="11" stroke-linecap="round" opacity=".3"/>
  <rect x="184" y="322" width="112" height="96" rx="4" fill="#fffdf8" opacity=".95"/>
  <text x="240" y="368" text-anchor="middle" font-family="Georgia,serif" font-size="28" letter-spacing="4" fill="${second}">${initials}</text>
  <path d="M204 384h72" stroke="${second}" stroke-width="1.5"/>
  <path d="M222 400q9 -8 18 0t18 0" fill="none" stroke="${second}" stroke-width="2.5"/>`;

export const diffuser: Draw = ({ main, second, initials }) => `
  ${[-34, -20, -7, 7, 21, 36].map((lean) => `<path d="M240 262L${240 + lean * 3} ${84 + Math.abs(lean)}" stroke="#b8925f" stroke-width="5" stroke-linecap="round"/>`).join('')}
  <rect x="214" y="226" width="52" height="46" rx="5" fill="${second}"/>
  <path d="M214 270h52c0 34 62 40 62 92v88a20 20 0 0 1-20 20H172a20 20 0 0 1-20-20v-88c0-52 62-58 62-92z" fill="${main}" opacity=".88"/>
  <path d="M166 372c30-14 48 12 78 2s48-14 70-2v76a8 8 0 0 1-8 8H174a8 8 0 0 1-8-8z" fill="${second}" opacity=".25"/>
  <path d="M172 360v76" stroke="#fff" stroke-width="9" stroke-linecap="round" opacity=".45"/>
  <rect x="196" y="368" width="88" height="66" rx="3" fill="#fffdf8" opacity=".94"/>
  <text x="240" y="408" text-anchor="middle" font-family="Georgia,serif" font-size="24" letter-spacing="3" fill="${second}">${initials}</text>`;

/** Named for what it draws; `throw` is a word of the language. */
export const foldedThrow: Draw = ({ main, second, initials }) => `
  ${[412, 348, 284].map((y, layer) => `<rect x="${86 + layer * 7}" y="${y}" width="${308 - layer * 14}" height="62" rx="30" fill="${main}"/><path d="M${112 + layer * 7} ${y + 31}h${256 - layer * 14}" stroke="#000" stroke-width="3" opacity=".16"/><path d="M${116 + layer * 7} ${y + 46}h${250 - layer * 14}" stroke="${second}" stroke-width="6" opacity=".55"/>`).join('')}
  <path d="M156 284h150l10 146H150z" fill="${main}"/>
  <path d="M156 284h150l10 146H150z" fill="#fff" opacity=".14"/>
  ${[306, 332, 384].map((y) => `<path d="M155 ${y}h156" stroke="${second}" stroke-width="8" opacity=".9"/>`).join('')}
  ${Array.from({ length: 12 }, (_, index) => `<path d="M${155 + index * 14} 430l${(index % 3) - 1} 24" stroke="${second}" stroke-width="5" stroke-linecap="round"/>`).join('')}
  <rect x="326" y="298" width="42" height="30" rx="3" fill="#fffdf8"/>
  <text x="347" y="319" text-anchor="middle" font-family="Georgia,serif" font-size="15" letter-spacing="1" fill="#4a4238">${initials}</text>`;
