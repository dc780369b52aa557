/** Finds or installs what the browser tests drive: a Chromium, and nginx and PHP for the recipes' tests. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from 'playwright-core';

const isOnPath = (command) => (process.env.PATH ?? '').split(delimiter).some((dir) => existsSync(join(dir, command)));
const hasTool = (command) => isOnPath(command) || existsSync(`/usr/sbin/${command}`);

function findChromium() {
  const named = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
  const places = [process.env.CHROMIUM_PATH, ...named.map((name) => `/usr/bin/${name}`), chromium.executablePath()];
  return places.find((path) => path && existsSync(path));
}

function run(command, args) {
  console.log(`> ${command} ${args.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: 'inherit', env }).status === 0;
}

/** On Debian as root, the system's packages: one call for all that is missing. */
function installDebianPackages() {
  const missing = [
    ...(findChromium() ? [] : ['chromium']),
    ...(hasTool('nginx') ? [] : ['nginx-light']),
    ...(hasTool('php') ? [] : ['php-cli']),
  ];
  if (missing.length === 0 || !isOnPath('apt-get') || process.getuid?.() !== 0) return;
  run('apt-get', ['update', '-q']);
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing]);
}

function installPlaywrightChromium() {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  run(process.execPath, [cli, 'install', 'chromium']);
}

installDebianPackages();
if (!findChromium()) installPlaywrightChromium();
const found = findChromium();
if (found) {
  console.log(`Chromium: ${found}`);
} else {
  console.error('No Chromium: install the package `chromium`, or set CHROMIUM_PATH to the browser to use.');
  process.exitCode = 1;
}
