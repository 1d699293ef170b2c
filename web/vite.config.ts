import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { contractPlugin } from './contract-plugin.ts';

const root = import.meta.dirname;

/** What the server answers itself: never the page from the service worker's store. */
const NOT_THE_PAGE = [/^\/(v1|webhooks|healthz|readyz|metrics|docs|p)(\/|$)/];

export default defineConfig({
  root,
  plugins: [
    svelte(),
    contractPlugin(),
    VitePWA({
      // A newer page is offered; it never takes over by itself.
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: '/',
        name: 'Pawgress',
        short_name: 'Pawgress',
        description: 'A pet that lives on your real progress, and tells you why.',
        lang: 'en',
        start_url: '/',
        display: 'standalone',
        background_color: '#F8F1E4',
        theme_color: '#F8F1E4',
        icons: [
          { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        // The browser wakes it when there is a network again (Background Sync).
        importScripts: ['/queue-sync.js'],
        globPatterns: ['**/*.{js,css,html,svg,woff2}', 'icons/icon-192.png'],
        // Letters that a name may need are fetched when it does.
        globIgnores: ['queue-sync.js', '**/*-{latin-ext,vietnamese,cyrillic,greek}*.woff2'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: NOT_THE_PAGE,
        cleanupOutdatedCaches: true,
      },
    }),
  ],
  resolve: {
    alias: [
      { find: /^#core\//, replacement: `${root}/../core/` },
      { find: /^zod$/, replacement: `${root}/src/api/no-zod.ts` },
    ],
  },
  build: {
    outDir: `${root}/../dist/web`,
    emptyOutDir: true,
    // Inlined fonts and pictures would need a wider content policy for no gain.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What every page starts with comes in one file and not in twenty: each one asked for costs a phone a moment.
        codeSplitting: { groups: [{ name: 'base', tags: ['$initial'] }] },
      },
    },
  },
  // `npx vite web` beside a running server: the page reloads as it is edited.
  server: { proxy: Object.fromEntries(['/v1', '/webhooks', '/docs'].map((path) => [path, 'http://127.0.0.1:3000'])) },
});
