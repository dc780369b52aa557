import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compress } from './build/compress.js';

/** `{{base}}` and `{{nonce}}` are filled in by the server (packages/server/src/dashboard-assets.ts). */
export default defineConfig({
  base: './',
  html: { cspNonce: '{{nonce}}' },
  plugins: [react(), compress()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // a policy without inline script and without data: allows neither polyfill nor inlined file
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    reportCompressedSize: false,
  },
});
