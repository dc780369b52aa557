import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const biome = fileURLToPath(new URL('node_modules/.bin/biome', root));
const rule = fileURLToPath(new URL('sdk/lint/no-fingerprinting.grit', root));

/** Numbers of the lines to which the rule objects. */
function findLines(lines: readonly string[]): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'sillage-lint-'));
  try {
    writeFileSync(join(folder, 'probe.ts'), `${lines.join('\n')}\n`);
    writeFileSync(join(folder, 'biome.json'), JSON.stringify({ plugins: [rule] }));
    const asked = ['lint', '--reporter=github', '--max-diagnostics=none', '--only=plugin', '.'];
    const { stdout, stderr } = spawnSync(biome, asked, { cwd: folder, encoding: 'utf8' });
    const told = `${stdout}${stderr}`.matchAll(/^::error title=plugin,.*?line=(\d+),/gm);
    return [...new Set([...told].map(([, line]) => Number(line)))].sort((a, b) => a - b);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const fingerprints = [
  'canvas.toDataURL();',
  'canvas.toBlob(use);',
  'context.getImageData(0, 0, 1, 1);',
  'context.measureText("mmmmmmmm");',
  'new OffscreenCanvas(1, 1);',
  'new AudioContext();',
  'new window.OfflineAudioContext(1, 1, 44100);',
  'new (window as any).webkitAudioContext();',
  'canvas.getContext("webgl");',
  'canvas.getContext("webgl2");',
  'gl.getExtension("WEBGL_debug_renderer_info");',
  'gl.getSupportedExtensions();',
  'gl.getShaderPrecisionFormat(1, 2);',
  'navigator.gpu.requestAdapter();',
  'navigator.mediaDevices.enumerateDevices();',
  'navigator.mediaDevices?.["enumerateDevices"]();',
  'navigator.getBattery();',
  'new RTCPeerConnection();',
  'speechSynthesis.getVoices();',
  'window.queryLocalFonts();',
  'document.fonts.check("12px Arial");',
  'navigator.plugins.length;',
  'navigator.mimeTypes.length;',
  'navigator.hardwareConcurrency;',
  'navigator["hardwareConcurrency"];',
  'const { hardwareConcurrency } = navigator;',
  'const { deviceMemory: gigabytes } = navigator;',
  'navigator.platform;',
  'navigator.oscpu;',
  'navigator.maxTouchPoints;',
  'navigator.userAgentData.getHighEntropyValues([]);',
  'navigator.userAgent;',
  'navigator.languages;',
  'navigator.doNotTrack;',
  'screen.colorDepth;',
  'screen.availWidth;',
  'new Date().getTimezoneOffset();',
  'Intl.DateTimeFormat().resolvedOptions().timeZone;',
];

const usual = [
  'document.title;',
  'document.documentElement.lang;',
  'document.documentElement.scrollHeight;',
  'navigator.sendBeacon("/", body);',
  'navigator.globalPrivacyControl;',
  'navigator.webdriver;',
  'crypto.getRandomValues(bytes);',
  'new Intl.NumberFormat("fr").format(12);',
  'innerHeight;',
];

it.each(fingerprints)('lint refuses %s in the SDK', (line) => {
  expect(refused).toContain(fingerprints.indexOf(line) + 1);
});

it('lint holds the whole SDK to it', () => {
  const { overrides } = JSON.parse(readFileSync(new URL('biome.json', root), 'utf8'));
  expect(overrides).toContainEqual({
    includes: ['sdk/src/**', 'sdk/adapters/**', '!**/*.test.ts'],
    plugins: ['./sdk/lint/no-fingerprinting.grit'],
  });
});

it('lint lets what the SDK needs pass', () => {
  expect(findLines(usual)).toEqual([]);
});

const refused = findLines(fingerprints);
