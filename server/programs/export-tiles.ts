import { parseArgs } from 'node:util'
import { DEEPEST_ZOOM } from '../../core/geo/tile.ts'
import { toError } from '../../core/to-error.ts'
import { readCatalogue } from '../catalogue/catalogue.ts'
import { ConfigFault, readConfig } from '../config.ts'
import { DatabaseUnusable } from '../database/database.ts'
import { openDatabase } from '../database/open-database.ts'
import { readDistrict } from '../layers/district.ts'
import type { LayerDefinition } from '../layers/layer.ts'
import { makeLog } from '../log.ts'
import { createTileEngine } from '../tiles/engine/tile-engine.ts'
import { exportLayers } from '../tiles/pmtiles/export-layers.ts'
import { tileSourceOf } from '../tiles/stream/source-of-layer.ts'
import { terminalProgress } from './terminal-progress.ts'

const USAGE = 'Usage: npm run export-tiles -- LAYER[,LAYER…] OUT.pmtiles [--max-zoom N]\n'
const DEFAULT_MAX_ZOOM = '14'

class UsageFault extends Error {}

function readArguments(): { layers: string[]; path: string; maxZoom: number } {
  const options = { 'max-zoom': { type: 'string', default: DEFAULT_MAX_ZOOM } } as const
  const { positionals, values } = parseArgs({ allowPositionals: true, options })
  const [layers, path] = positionals
  if (!layers || !path?.endsWith('.pmtiles') || positionals.length > 2) throw new UsageFault(USAGE)
  const maxZoom = Number(values['max-zoom'])
  if (!Number.isInteger(maxZoom) || maxZoom < 0 || maxZoom > DEEPEST_ZOOM) {
    throw new UsageFault(
      `--max-zoom: expected a whole number from 0 to ${DEEPEST_ZOOM}, received ${values['max-zoom']}\n`,
    )
  }
  return { layers: [...new Set(layers.split(','))], path, maxZoom }
}

function layerNamed(catalogue: readonly LayerDefinition[], id: string): LayerDefinition {
  const layer = catalogue.find((known) => known.id === id)
  if (layer) return layer
  throw new UsageFault(`No layer ${id}; there are: ${catalogue.map((known) => known.id).join(', ')}\n`)
}

/** npm run export-tiles: what the public may see of layers, as one PMTiles archive for a web server or a stick. */
async function main(): Promise<void> {
  const { layers, path, maxZoom } = readArguments()
  const config = readConfig()
  const database = await openDatabase(config, makeLog(config.logLevel))
  const progress = terminalProgress(process.stderr)
  const engine = createTileEngine({
    workers: config.tileWorkers,
    cacheBytes: 1,
    memoryBytesPerLayer: config.layerMemoryBytes,
    queueLimit: 1000,
  })
  try {
    const catalogue = await readCatalogue(database.read)
    const chosen = layers.map((id) => layerNamed(catalogue, id))
    for (const [i, layer] of chosen.entries()) {
      progress.show(`membaca ${layer.id}`, i / chosen.length)
      await engine.load(tileSourceOf(database.read, layer))
    }
    const district = await readDistrict(database.read)
    const summary = await exportLayers({
      engine,
      layers,
      path,
      maxZoom,
      name: chosen.map(({ title }) => title.id).join(', '),
      attribution: district?.attribution.join(' · ') ?? '',
      titleOf: (id) => chosen.find((layer) => layer.id === id)?.title.id ?? id,
      onProgress: (zoom, share) => progress.show(`zoom ${zoom} dari ${maxZoom}`, share),
    })
    progress.end()
    const megabytes = (summary.bytes / 1e6).toFixed(1)
    process.stdout.write(`${path}: ${summary.tiles} ubin (${summary.contents} berbeda), ${megabytes} MB\n`)
  } finally {
    await engine.close()
    await database.close()
  }
}

try {
  await main()
} catch (error) {
  const expected =
    error instanceof ConfigFault || error instanceof DatabaseUnusable || error instanceof UsageFault
  process.stderr.write(`${expected ? error.message : toError(error).stack}\n`)
  process.exitCode = error instanceof UsageFault ? 2 : 1
}
