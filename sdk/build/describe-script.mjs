import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/**
 * Beside each script: a copy under the hash of its content, which may be cached for ever, and its entry in
 * `manifest.json`: `{ "sillage.js": { file, integrity, bytes, brotliBytes } }`.
 */
export function describeScript() {
  return {
    name: 'describe-script',
    writeBundle({ dir, file }, bundle) {
      for (const name of Object.keys(bundle)) describe(join(dir ?? dirname(file), name));
    },
  };
}

function describe(file) {
  const content = readFileSync(file);
  const name = basename(file);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const hashed = name.replace(/\.js$/, `.${hash}.js`);
  for (const old of readdirSync(dirname(file))) {
    if (old.startsWith(name.replace(/js$/, '')) && old !== name) rmSync(join(dirname(file), old));
  }
  writeFileSync(join(dirname(file), hashed), content);
  const manifest = join(dirname(file), 'manifest.json');
  const entry = {
    file: hashed,
    integrity: `sha384-${createHash('sha384').update(content).digest('base64')}`,
    bytes: content.length,
    brotliBytes: brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
  };
  writeFileSync(manifest, `${JSON.stringify({ ...readManifest(manifest), [name]: entry }, null, 2)}\n`);
}

function readManifest(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {}; // the first script of a clean build
  }
}
