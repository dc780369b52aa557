import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import { describeScript } from './build/describe-script.mjs';
import { findInternalNames } from './build/internal-names.mjs';

const compile = () =>
  typescript({
    tsconfig: 'tsconfig.json',
    compilerOptions: {
      composite: false,
      incremental: false,
      tsBuildInfoFile: undefined,
      declaration: false,
      declarationMap: false,
      outDir: 'dist',
      sourceMap: false,
    },
    exclude: ['**/*.test.ts'],
  });
const minify = () =>
  terser({
    ecma: 2020,
    module: true,
    // each of these makes the compressed file smaller, which the shorter file need not be
    compress: {
      passes: 6,
      inline: 0,
      arrows: false,
      hoist_funs: true,
      hoist_props: false,
      unsafe: true,
      unsafe_arrows: true,
      booleans_as_integers: true,
      keep_fargs: false,
    },
    mangle: { properties: { regex: new RegExp(`^(${findInternalNames().join('|')})$`) } },
    format: { comments: false },
  });
const script = (input, file, format) => ({
  input,
  output: { file, format, strict: false },
  plugins: [nodeResolve(), compile(), minify(), describeScript()],
});
const module = (input, file) => ({
  input,
  external: [/^@sillage\/protocol/, 'idb-keyval'],
  output: { file, format: 'es' },
  plugins: [compile()],
});

export default [
  script('src/tag.ts', 'dist/sillage.js', 'iife'),
  script('src/slots/tag.ts', 'dist/sillage-slots.js', 'iife'),
  script('src/exempt/tag.ts', 'dist/sillage-exempt.js', 'iife'),
  script('src/banner/tag.ts', 'dist/sillage-banner.js', 'iife'),
  script('src/my-data/tag.ts', 'dist/sillage-my-data.js', 'iife'),
  script('src/debug/panel.ts', 'dist/sillage-debug.js', 'es'),
  module('src/index.ts', 'dist/index.js'),
  module('src/slots.ts', 'dist/slots.js'),
  module('src/banner.ts', 'dist/banner.js'),
  module('src/server.ts', 'dist/server.js'),
];
