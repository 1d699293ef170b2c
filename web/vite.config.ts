import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

export default defineConfig({
  root,
  plugins: [svelte()],
  resolve: { alias: [{ find: /^#core\//, replacement: `${root}/../core/` }] },
  build: {
    outDir: `${root}/../dist/web`,
    emptyOutDir: true,
    // Inlined fonts and pictures would need a wider content policy for no gain.
    assetsInlineLimit: 0,
  },
  // `npx vite web` beside a running server: the page reloads as it is edited.
  server: { proxy: Object.fromEntries(['/v1', '/webhooks', '/docs'].map((path) => [path, 'http://127.0.0.1:3000'])) },
});
