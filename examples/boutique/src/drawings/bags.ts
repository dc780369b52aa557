import type { Draw } from './draw.js';

export const trolley: Draw = ({ main, second, initials }) => `
  <path d="M196 190V88a10 10 0 0 1 10-10h68a10 10 0 0 1 10 10v102" fill="none" stroke="#8b8f94" stroke-width="9"/>
  <rect x="204" y="72" width="72" height="18" rx="9" fill="${second}"/>
  <circle cx="164" cy="474" r="15" fill="#33373b"/><circle cx="316" cy="474" r="15" fill="#33373b"/>
  <rect x="126" y="170" width="228" height="296" rx="30" fill="${main}"/>
  ${[168, 204, 240, 276, 312].map((x) => `<path d="M${x} 186v264" stroke="${second}" stroke-width="5" opacity=".4" stroke-linecap="round"/>`).join('')}
  <rect x="126" y="300" width="228" height="9" fill="${second}" opacity=".55"/>
  <path d="M142 212v200" stroke="#fff" stroke-width="9" stroke-linecap="round" opacity=".28"/>
  <rect x="204" y="164" width="72" height="14" rx="7" fill="${second}"/>
  <rect x="212" y="230" width="56" height="34" rx="4" fill="#fffdf8" opacity=".92"/>
  <text x="240" y="254" text-anchor="middle" font-family="Georgia,serif" font-size="19" letter-spacing="2" fill="${second}">${initials}</text>`;

export const weekender: Draw = ({ main, second, initials }) => `
  <path d="M168 300c0-120 28-150 72-150s72 30 72 150" fill="none" stroke="${second}" stroke-width="15" opacity=".65"/>
  <path d="M96 272c0-20 12-32 32-32h224c20 0 32 12 32 32l18 158c3 26-12 42-38 42H116c-26 0-41-16-38-42z" fill="${main}"/>
  <path d="M92 306h296l-2-20H94z" fill="#000" opacity=".16"/>
  <path d="M104 262h272" stroke="#cdb583" stroke-width="5" stroke-dasharray="10 4"/>
  <path d="M148 472V330c0-150 34-178 92-178s92 28 92 178v142" fill="none" stroke="${second}" stroke-width="18"/>
  <rect x="188" y="352" width="104" height="62" rx="6" fill="${second}"/>
  <text x="240" y="392" text-anchor="middle" font-family="Georgia,serif" font-size="26" letter-spacing="4" fill="#fff6e6">${initials}</text>
  <path d="M84 430h312" stroke="#000" stroke-width="3" opacity=".18"/>`;

export const backpack: Draw = ({ main, second, initials }) => `
  <path d="M206 150c0-44 68-44 68 0" fill="none" stroke="${second}" stroke-width="13"/>
  <path d="M128 282c-30 20-36 70-30 128M352 282c30 20 36 70 30 128" stroke="${second}" stroke-width="20" fill="none" stroke-linecap="round"/>
  <path d="M240 142c82 0 116 52 116 134v164a34 34 0 0 1-34 34H158a34 34 0 0 1-34-34V276c0-82 34-134 116-134z" fill="${main}"/>
  <path d="M130 262c0-82 36-120 110-120s110 38 110 120c-40 26-180 26-220 0z" fill="#000" opacity=".14"/>
  <rect x="228" y="250" width="24" height="92" rx="4" fill="${second}"/>
  <rect x="222" y="300" width="36" height="24" rx="4" fill="none" stroke="#cdb583" stroke-width="5"/>
  <path d="M152 356h176v80a20 20 0 0 1-20 20H172a20 20 0 0 1-20-20z" fill="#fff" opacity=".13"/>
  <path d="M160 372h160" stroke="${second}" stroke-width="5" stroke-dasharray="8 5"/>
  <text x="240" y="424" text-anchor="middle" font-family="Georgia,serif" font-size="24" letter-spacing="4" fill="#fffdf8">${initials}</text>`;
