import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import { describeScript } from './build/describe-script.mjs';
import { findInternalNames } from './build/internal-names.mjs';
import { listAdapters } from './build/list-adapters.mjs';

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
/** Only our own names and booleans are shortened: what is a consent manager's stays as it is. */
const minify = (isOurs = true) =>
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
      booleans_as_integers: isOurs,
      keep_fargs: false,
    },
    mangle: isOurs ? { properties: { regex: new RegExp(`^(${findInternalNames().join('|')})$`) } } : true,
    format: { comments: false },
  });
const script = (input, file, format) => ({
  input,
  output: { file, format, strict: false },
  plugins: [nodeResolve(), compile(), minify(), describeScript()],
});
/** One module an adapter, in one pass: none shares code with another, so that each is one request. */
const consentModules = {
  input: {
    'sillage-consent': 'src/consent/tag.ts',
    ...Object.fromEntries(listAdapters().map((name) => [`sillage-consent-${name}`, `src/consent/adapters/${name}.ts`])),
  },
  output: { dir: 'dist', entryFileNames: '[name].js', format: 'es' },
  plugins: [nodeResolve(), compile(), minify(false), describeScript()],
};
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
  script('src/survey.ts', 'dist/sillage-survey.js', 'es'),
  script('src/debug/panel.ts', 'dist/sillage-debug.js', 'es'),
  consentModules,
  module('src/index.ts', 'dist/index.js'),
  module('src/consent.ts', 'dist/consent.js'),
  module('src/slots.ts', 'dist/slots.js'),
  module('src/banner.ts', 'dist/banner.js'),
  module('src/survey.ts', 'dist/survey.js'),
  module('src/server.ts', 'dist/server.js'),
];
