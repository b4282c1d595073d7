import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { describeApi } from './describe-api.ts';
import { packAssets } from './pack-assets.ts';
import { zodWithoutJsonSchema } from './zod-without-json-schema.ts';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** What the service worker must never answer from the app shell: it belongs to the hub. */
const SERVED_BY_THE_HUB = [
  /^\/api\//,
  /^\/dav(\/|$)/,
  /^\/s(?!\/[\w-]{22}$)/,
  /^\/d\//,
  /^\/ws\//,
  /^\/ca\.crt$/,
  /^\/trust$/,
];

/** js-aruco2 hangs its parts onto `this`, which a module does not have. */
const arucoAsModule = {
  name: 'js-aruco2-as-module',
  transform(code: string, id: string) {
    if (!/js-aruco2\/src\/(aruco|cv)\.js$/.test(id)) return undefined;
    return code
      .replace("var CV = this.CV || require('./cv').CV;", "import { CV } from './cv.js';")
      .replace('this.AR = AR;', 'export { AR };')
      .replace('this.CV = CV;', 'export { CV };');
  },
};

/** What every page stands on, in one piece: it packs better than in twenty, and stays in caches from one version to the next. */
const BASE =
  /node_modules\/(?:react|react-dom|scheduler|wouter|regexparam|use-sync-external-store|@tanstack|zod|idb)\/|lucide-react\/dist\/esm\/(?:shared|Icon|createLucide|context)/;

export default defineConfig({
  define: { __HEARTH_VERSION__: JSON.stringify(version) },
  resolve: {
    conditions: ['@hearth/source', 'module', 'browser', 'production'],
    // The package ships its models, but names none of them in its exports.
    alias: {
      'human-models': fileURLToPath(new URL('../../node_modules/@vladmandic/human/models', import.meta.url)),
    },
  },
  build: {
    target: 'es2022',
    sourcemap: false,
    assetsInlineLimit: 0,
    // Browsers without module preloads fetch what the entry imports by themselves.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'api-docs.html'],
      output: { codeSplitting: { groups: [{ name: 'base', test: BASE }] } },
    },
  },
  plugins: [
    arucoAsModule,
    react(),
    describeApi(),
    zodWithoutJsonSchema(),
    packAssets(),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: 'Hearth',
        short_name: 'Hearth',
        description: "Your house's photos, videos and music, at home.",
        display: 'standalone',
        start_url: '/',
        background_color: '#14110f',
        theme_color: '#14110f',
        share_target: {
          action: '/backup/share',
          method: 'POST',
          enctype: 'multipart/form-data',
          params: {
            files: [{ name: 'files', accept: ['image/*', 'video/*', 'audio/*', 'application/pdf', '*/*'] }],
          },
        },
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,png}', '**/*latin-wght-normal*.woff2'],
        // What plays films in pieces is fetched by those who watch one.
        globIgnores: [
          'share-target.js',
          'kept.js',
          'assets/hls.light-*.js',
          'assets/{pdf,Pdf}*.js',
          '{,assets/}api-docs*',
        ],
        importScripts: ['/share-target.js', '/kept.js'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: SERVED_BY_THE_HUB,
        runtimeCaching: [
          {
            // Pieces of films would push all pictures out.
            urlPattern: ({ url, sameOrigin }) =>
              sameOrigin && url.pathname.startsWith('/d/') && !url.pathname.includes('/hls/'),
            handler: 'CacheFirst',
            options: {
              cacheName: 'pictures',
              // The address is the content's hash; only its signature changes, so a picture outlives its address.
              plugins: [
                {
                  cacheKeyWillBeUsed: async ({ request }) =>
                    request.url.slice(0, (request.url + '?').indexOf('?')),
                },
              ],
              cacheableResponse: { statuses: [200] },
              expiration: { maxEntries: 5000, maxAgeSeconds: 60 * 60 * 24 * 30, purgeOnQuotaError: true },
            },
          },
        ],
      },
    }),
  ],
});
