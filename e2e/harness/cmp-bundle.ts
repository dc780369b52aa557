import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';

const folder = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../../cmps/' : '../cmps/', import.meta.url));
const bundles = new Map<string, Promise<string>>();

/** A consent manager that comes as a package to bundle, as a shop would bundle it; `undefined` for a name that there is none of. */
export function bundleCmp(name: string): Promise<string> | undefined {
  if (!readdirSync(folder).includes(name)) return undefined;
  const bundle = bundles.get(name) ?? build(folder + name);
  bundles.set(name, bundle);
  return bundle;
}

async function build(input: string): Promise<string> {
  const bundle = await rollup({ input, plugins: [nodeResolve({ browser: true })], logLevel: 'silent' });
  const { output } = await bundle.generate({ format: 'iife', inlineDynamicImports: true });
  await bundle.close();
  return output[0].code;
}
