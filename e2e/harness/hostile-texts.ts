/** What each script below would do, so that a test sees that none did. */
const act = 'window.hostile=1';

const scripts = [
  `<script>${act}</script>`,
  `"><script>${act}</script>`,
  `'><script>${act}</script>`,
  `</script><script>${act}</script>`,
  `</title><script>${act}</script>`,
  `<ScRiPt>${act}</sCrIpT>`,
  '<script src=//hostile.invalid/x.js></script>',
  `<scr<script>ipt>${act}</scr</script>ipt>`,
  `<template><script>${act}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${act}>">`,
  `]]><script>${act}</script>`,
  `--><script>${act}</script>`,
];

const handlers = [
  `<img src=x onerror=${act}>`,
  `<img src=x onerror="${act}"//`,
  `<svg onload=${act}>`,
  `<svg><animate onbegin=${act} attributeName=x dur=1s>`,
  `<body onload=${act}>`,
  `<details open ontoggle=${act}>`,
  `<input autofocus onfocus=${act}>`,
  `<video><source onerror=${act}>`,
  `<iframe srcdoc="<script>parent.${act}</script>">`,
  `" onmouseover="${act}`,
  `' autofocus onfocus='${act}`,
  `<math><mtext><table><mglyph><style><img src onerror=${act}>`,
  `<style>@import '//hostile.invalid/x.css';</style>`,
  `<link rel=stylesheet href=//hostile.invalid/x.css>`,
  `<form action=//hostile.invalid><button>ok</button></form>`,
  `<base href=//hostile.invalid/>`,
  `<meta http-equiv=refresh content="0;url=//hostile.invalid">`,
];

const links = [
  `javascript:${act}`,
  `JaVaScRiPt:${act}`,
  ` javascript:${act}`,
  `java\tscript:${act}`,
  `data:text/html,<script>${act}</script>`,
  `vbscript:${act}`,
  `<a href="javascript:${act}">x</a>`,
  '//hostile.invalid/x',
  `{{constructor.constructor('${act}')()}}`,
  `\${${act}}`,
  '{{name}} {{0}} $t(common.ok)',
];

const formulae = [
  '=HYPERLINK("http://hostile.invalid","x")',
  '=1+1',
  '+1+1',
  "-1+cmd|' /C calc'!A0",
  '@SUM(1)',
  '\t=1+1',
  '\r=1+1',
  '"=1+1',
];

const shapes = ['\u202eevil\u202c', '\u2066\u2069\u200f abc', 'a\u0000b', '﷽'.repeat(60)];

/** Texts that a visitor may send to whoever reads reports: scripts, handlers, links, formulae of spreadsheets, and bidirectional marks. */
export const hostileTexts = [...scripts, ...handlers, ...links, ...formulae, ...shapes];
