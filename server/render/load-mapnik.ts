import { createRequire } from 'node:module'
import { join } from 'node:path'
import type mapnik from '@mapnik/mapnik'

/** Loads Mapnik from its package's folder. The process must have been started with its libraries in the library path. */
export function loadMapnik(folder: string): typeof mapnik {
  const load = createRequire(join(folder, 'index.js'))('node-gyp-build') as (folder: string) => typeof mapnik
  return load(folder)
}
