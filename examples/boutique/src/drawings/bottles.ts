import type { Draw } from './draw.js';

const label = (x: number, y: number, width: number, { initials, second }: { initials: string; second: string }) => `
  <rect x="${x}" y="${y}" width="${width}" height="78" rx="3" fill="#fffdf8" opacity=".94"/>
  <path d="M${x + 12} ${y + 50}h${width - 24}" stroke="${second}" stroke-width="1.5"/>
  <text x="${x + width / 2}" y="${y + 37}" text-anchor="middle" font-family="Georgia,serif" font-size="26" letter-spacing="4" fill="${second}">${initials}</text>
  <path d="M${x + width / 2 - 14} ${y + 63}q7 -7 14 0t14 0" fill="none" stroke="${second}" stroke-width="2"/>`;

export const squareBottle: Draw = ({ main, second, initials }) => `
  <rect x="206" y="138" width="68" height="66" rx="6" fill="${second}"/>
  <rect x="214" y="204" width="52" height="20" fill="#cdb583"/>
  <rect x="136" y="222" width="208" height="248" rx="16" fill="${main}" opacity=".92"/>
  <rect x="150" y="286" width="180" height="172" rx="10" fill="${second}" opacity=".26"/>
  <rect x="150" y="236" width="16" height="220" rx="8" fill="#fff" opacity=".35"/>
  ${label(184, 318, 112, { initials, second })}`;

export const roundBottle: Draw = ({ main, second, initials }) => `
  <circle cx="240" cy="160" r="34" fill="${second}"/>
  <rect x="220" y="190" width="40" height="24" fill="#cdb583"/>
  <path d="M240 210c86 0 122 62 122 130 0 82-48 130-122 130s-122-48-122-130c0-68 36-130 122-130z" fill="${main}" opacity=".92"/>
  <path d="M131 320c34 16 70-14 109 0s76 14 109 0c10 96-38 138-109 138s-119-42-109-138z" fill="${second}" opacity=".28"/>
  <path d="M154 300c6-34 24-56 48-66" stroke="#fff" stroke-width="14" stroke-linecap="round" fill="none" opacity=".4"/>
  ${label(188, 322, 104, { initials, second })}`;

export const tallBottle: Draw = ({ main, second, initials }) => `
  <rect x="212" y="98" width="56" height="52" rx="5" fill="${second}"/>
  <rect x="218" y="150" width="44" height="16" fill="#cdb583"/>
  <path d="M200 166h80c0 34 34 40 34 78v208a18 18 0 0 1-18 18H184a18 18 0 0 1-18-18V244c0-38 34-44 34-78z" fill="${main}" opacity=".9"/>
  <path d="M178 262h124v190a8 8 0 0 1-8 8H186a8 8 0 0 1-8-8z" fill="${second}" opacity=".2"/>
  <path d="M184 250v190" stroke="#fff" stroke-width="10" stroke-linecap="round" opacity=".4"/>
  ${label(190, 304, 100, { initials, second })}`;

export const tin: Draw = ({ main, second, initials }) => `
  <ellipse cx="286" cy="300" rx="112" ry="112" fill="#d9d6cf"/>
  <ellipse cx="286" cy="300" rx="98" ry="98" fill="${main}" opacity=".35"/>
  <ellipse cx="286" cy="300" rx="84" ry="84" fill="#fbf6ea"/>
  <path d="M232 322c30-34 76-34 108-8" stroke="${main}" stroke-width="7" fill="none" stroke-linecap="round" opacity=".6"/>
  <ellipse cx="196" cy="392" rx="124" ry="86" fill="${second}"/>
  <ellipse cx="196" cy="380" rx="124" ry="86" fill="${main}"/>
  <ellipse cx="196" cy="380" rx="104" ry="70" fill="none" stroke="#fffdf8" stroke-width="2" opacity=".8"/>
  <text x="196" y="384" text-anchor="middle" font-family="Georgia,serif" font-size="32" letter-spacing="5" fill="#fffdf8">${initials}</text>
  <path d="M168 404q14 -12 28 0t28 0" fill="none" stroke="#fffdf8" stroke-width="2.5"/>`;
