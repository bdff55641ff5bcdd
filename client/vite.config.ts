import { existsSync, globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// What the pages written on the server (server/pages) link to; the manifest tells them the hashed names.
const serverPages = ['pages.css', ...globSync('*-page.{css,ts}', { cwd: here('pages') }).sort()]
// The web component of other sites, by an address of its own.
const COMPONENT = 'embed/peta-usul-map.ts'

// Every page of the site is an entry of its own; one that has not been written yet is left out.
const pages = [
  'index',
  'usulan',
  'ajukan',
  'dasbor',
  'katalog',
  'rencana',
  'meja',
  'gaya',
  'sematan',
  'masuk',
]

export default defineConfig({
  root: here('.'),
  // The server says where the site lies (server/net/site-path.ts); files find each other wherever that is.
  base: './',
  resolve: {
    // Lit's development build must not slip in when tests build the pages.
    conditions: ['module', 'browser', 'production'],
    alias: {
      // OpenLayers draws text of WebGL layers in a worker of 125 kB. Our labels have a layer of their own.
      '../../worker/textOverlay.js': here('map/no-text-worker.ts'),
      // The map's renderer imports canvas vector layers, with all their styles, only to ask whether a layer is one.
      '../layer/BaseVector.js': here('map/no-canvas-vector.ts'),
      // Every map has buttons of our own.
      './control/defaults.js': here('map/no-controls.ts'),
    },
  },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    // Inlined assets would need data: in font-src; files are cached by their hashed names.
    assetsInlineLimit: 0,
    manifest: true,
    rolldownOptions: {
      output: {
        // Each request costs a head of half a kilobyte: what every map needs comes in few files. What only some pages or tabs
        // need stays apart, and pages without a map load none of it.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'lit', test: /node_modules[\\/](lit|lit-html|lit-element|@lit)[\\/]/ },
            {
              name: 'map',
              test: /node_modules[\\/](ol|rbush|quickselect|pbf|earcut)[\\/]/,
              minShareCount: 4,
            },
            {
              name: 'viewer',
              test: /client[\\/](map|state|panel[\\/](pu-(?!progress)|legend|style-legend|symbol|gather|found|place-|layer-|menu-|card-|toast)|api[\\/]watch|viewer[\\/]is-phone)|core[\\/](style[\\/](filter-predicate|viewer-properties)|geo[\\/]encoded-line|keys-of)/,
              minShareCount: 2,
            },
            {
              name: 'base',
              test: /[\\/](core[\\/](?!(import|score|weights|criteria)[\\/])|client[\\/](api|i18n|panel)[\\/])(?!(problem-response|is-record|proposal[\\/]label)\.)/,
              minShareCount: 4,
            },
            // These three are all that some pages without a map need.
            {
              name: 'small',
              test: /[\\/](client[\\/]api[\\/]problem-response|core[\\/](is-record|proposal[\\/]label))\./,
              minShareCount: 4,
            },
            // What ranks is for planners.
            { name: 'ranking', test: /[\\/]core[\\/](score|weights|criteria)[\\/]/, minShareCount: 4 },
          ],
        },
      },
      input: Object.fromEntries([
        ...pages
          .filter((page) => existsSync(here(`${page}.html`)))
          .map((page) => [page, here(`${page}.html`)]),
        ['peta-usul-map', here(COMPONENT)],
        ...serverPages.map((file) => [file.replace('.', '-'), here(`pages/${file}`)]),
      ]),
    },
  },
  server: { proxy: { '^/(api|tiles|heat|data)/': 'http://localhost:3000' } },
})
