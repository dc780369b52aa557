import type { Draw } from './draw.js';

export const notebook: Draw = ({ main, second, initials }) => `
  <g transform="rotate(-6 240 310)">
    <rect x="146" y="150" width="206" height="312" rx="8" fill="#f8f2e4"/>
    <path d="M352 160v294" stroke="#d9cfbb" stroke-width="8" stroke-dasharray="2 3"/>
    <rect x="132" y="142" width="208" height="318" rx="10" fill="${main}"/>
    <rect x="132" y="142" width="34" height="318" rx="10" fill="#000" opacity=".18"/>
    <rect x="298" y="142" width="11" height="318" fill="${second}"/>
    <rect x="192" y="206" width="84" height="96" rx="3" fill="#fffdf8" opacity=".93"/>
    <text x="234" y="252" text-anchor="middle" font-family="Georgia,serif" font-size="26" letter-spacing="3" fill="#333b40">${initials}</text>
    <path d="M212 272h44" stroke="#333b40" stroke-width="1.5"/>
    <path d="M248 460v34l9-9 9 9v-34z" fill="${second}"/>
  </g>`;

export const pen: Draw = ({ main, second }) => `
  <path d="M78 448c70-60 96 30 160-14s86-30 150 8" fill="none" stroke="${main}" stroke-width="4" opacity=".55" stroke-linecap="round"/>
  <g transform="rotate(38 240 300)">
    <rect x="216" y="86" width="48" height="168" rx="22" fill="${main}"/>
    <rect x="214" y="246" width="52" height="15" fill="${second}"/>
    <path d="M217 261h46l-6 138h-34z" fill="${main}"/>
    <path d="M223 399h34l-17 66z" fill="${second}"/>
    <path d="M240 420v30" stroke="#fff" stroke-width="2"/>
    <rect x="258" y="112" width="9" height="118" rx="4" fill="${second}"/>
    <path d="M228 108v126" stroke="#fff" stroke-width="7" stroke-linecap="round" opacity=".4"/>
  </g>`;

export const map: Draw = ({ main, second, initials }) => `
  <rect x="82" y="172" width="316" height="270" rx="4" fill="#fdf8ec"/>
  <rect x="98" y="188" width="284" height="238" fill="${main}" opacity=".5"/>
  <path d="M98 188h284v40c-40 26-58-6-92 12s-30 44-62 36-34-34-66-24-40 30-64 20z" fill="${second}"/>
  <path d="M98 426v-52c30-24 62-2 94-18s44-26 84-6 62-18 106 2v74z" fill="${second}"/>
  <path d="M246 290c14-14 34-8 32 8s-30 18-38 8 0-12 6-16z" fill="${second}"/>
  <path d="M124 344c60-64 130-20 222-76" fill="none" stroke="#fffdf8" stroke-width="4" stroke-dasharray="9 8"/>
  <circle cx="346" cy="268" r="8" fill="#b4492a"/>
  <g transform="translate(142 286)" stroke="#fffdf8" stroke-width="3"><path d="M0-22v44M-22 0h44"/><circle r="11" fill="none"/></g>
  <path d="M187 172v270M293 172v270" stroke="#000" stroke-width="2" opacity=".1"/>
  <text x="366" y="416" text-anchor="end" font-family="Georgia,serif" font-size="18" letter-spacing="3" fill="#4a3a22">${initials}</text>`;

export const globe: Draw = ({ main, second }) => `
  <path d="M240 404v46" stroke="${second}" stroke-width="12"/>
  <path d="M168 470c0-22 144-22 144 0z" fill="${second}"/>
  <path d="M150 398c-92-60-92-208 20-256M330 152" fill="none" stroke="${second}" stroke-width="9" stroke-linecap="round"/>
  <path d="M150 398c40 28 112 30 152 8" fill="none" stroke="${second}" stroke-width="9" stroke-linecap="round"/>
  <circle cx="248" cy="268" r="130" fill="${main}"/>
  <path d="M176 190c40-30 76-10 70 22s-40 20-44 52-34 20-46-8 0-50 20-66zM280 216c30-12 60 4 66 40s-12 66-34 56-8-30-30-42-26-44-2-54zM222 334c24-10 50 0 44 22s-34 20-46 8-12-24 2-30z" fill="#f2e5c4"/>
  <path d="M248 138c-56 60-56 200 0 260M248 138c56 60 56 200 0 260M118 268h260M138 204h220M138 332h220" fill="none" stroke="#fff" stroke-width="1.6" opacity=".4"/>
  <path d="M168 214c14-30 34-46 60-54" stroke="#fff" stroke-width="11" stroke-linecap="round" fill="none" opacity=".35"/>`;
