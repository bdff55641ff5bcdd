import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { PMTiles, tileIdToZxy, zxyToTileId } from 'pmtiles'
import { describe, expect, it } from 'vitest'
import { ArchiveWriter } from '../../../server/tiles/pmtiles/archive-writer.ts'
import { type DirectoryEntry, encodeDirectories } from '../../../server/tiles/pmtiles/directory.ts'
import { exportLayers } from '../../../server/tiles/pmtiles/export-layers.ts'
import { tileId, tileOfId } from '../../../server/tiles/pmtiles/tile-id.ts'
import { scratchFolder } from '../formats/scratch-folder.ts'
import { tileText } from './decode-tile.ts'
import { everything, inlineEngine } from './inline-engine.ts'
import { memorySource } from './memory-source.ts'
import { FileSource } from './pmtiles-file.ts'
import { lonLatPoint } from './wkb.ts'

const folder = scratchFolder()

const isGzip = (data: ArrayBuffer) => new Uint8Array(data)[0] === 0x1f && new Uint8Array(data)[1] === 0x8b
const gunzip = (data: ArrayBuffer) => new Uint8Array(gunzipSync(new Uint8Array(data))).buffer

const address = fc
  .integer({ min: 0, max: 22 })
  .chain((z) => fc.record({ z: fc.constant(z), x: fc.nat(2 ** z - 1), y: fc.nat(2 ** z - 1) }))

describe('ids along the Hilbert curve', () => {
  it('are those of the reference reader, and lead back to the tile', () => {
    fc.assert(
      fc.property(address, (tile) => {
        expect(tileId(tile)).toBe(zxyToTileId(tile.z, tile.x, tile.y))
        expect(tileOfId(tileId(tile))).toEqual(tile)
        expect(tileIdToZxy(tileId(tile))).toEqual([tile.z, tile.x, tile.y])
      }),
    )
  })
})

const towns = [
  [111.63, -2.68],
  [111.9, -2.4],
  [112.95, -2.53],
] as const

async function makeEngine() {
  const rows = towns.map(([lon, lat], i) => ({
    id: i + 1,
    wkb: lonLatPoint(lon, lat),
    values: [`kota ${i}`],
  }))
  return inlineEngine([memorySource({ id: 'towns', rows }), memorySource({ id: 'nothing', rows: [] })])
}

async function exportTo(path: string, maxZoom: number) {
  const engine = await makeEngine()
  const about = { name: 'Kota', attribution: 'Bappeda', titleOf: (id: string) => `Judul ${id}` }
  const layers = ['towns', 'nothing']
  const summary = await exportLayers({ engine, layers, path, maxZoom, ...about, onProgress: () => {} })
  return { engine, layers, summary, archive: new PMTiles(new FileSource(path)) }
}

describe('an exported archive', () => {
  it('gives the reference reader every tile that the engine has, and none that it has not', async () => {
    const { engine, layers, archive, summary } = await exportTo(folder.path('towns.pmtiles'), 9)
    let held = 0
    for (let id = 0; id < (4 ** 7 - 1) / 3; id++) {
      const tile = tileOfId(id)
      const { bytes, empty } = await engine.tile({ layers, ...tile, filter: everything })
      const read = await archive.getZxy(tile.z, tile.x, tile.y)
      expect(read === undefined, `${tile.z}/${tile.x}/${tile.y}`).toBe(empty)
      if (!read) continue
      held++
      expect(tileText(new Uint8Array(read.data))).toBe(tileText(bytes))
    }
    expect(held).toBeGreaterThanOrEqual(7)
    const { minZoom, maxZoom, numAddressedTiles, clustered } = await archive.getHeader()
    expect({ minZoom, maxZoom, clustered }).toEqual({ minZoom: 0, maxZoom: 9, clustered: true })
    expect(numAddressedTiles).toBe(summary.tiles)
  })

  it('says what it holds and where', async () => {
    const { archive } = await exportTo(folder.path('described.pmtiles'), 3)
    const header = await archive.getHeader()
    expect([header.minLon, header.minLat, header.maxLon, header.maxLat]).toEqual([
      111.63, -2.68, 112.95, -2.4,
    ])
    expect(await archive.getMetadata()).toMatchObject({
      name: 'Kota',
      attribution: 'Bappeda',
      vector_layers: [
        { id: 'towns', description: 'Judul towns', minzoom: 0, maxzoom: 3, fields: { name: 'String' } },
        { id: 'nothing', minzoom: 0, maxzoom: 3 },
      ],
    })
  })

  it('keeps equal tiles once, and finds them through leaf directories', async () => {
    const path = folder.path('leaves.pmtiles')
    const writer = await ArchiveWriter.create(path)
    // Lengths without a pattern, so that the directory does not compress into one root.
    const bytesOf = (id: number) => {
      const length = createHash('md5').update(String(id)).digest()[0]!
      return new Uint8Array([id & 255, (id >> 8) & 255, id >> 16, ...new Array(length).fill(2)])
    }
    const ids = Array.from({ length: 30_000 }, (_, i) => 4 * i + (bytesOf(i).length % 4))
    for (const id of ids) await writer.add(id, bytesOf(id))
    for (const id of [130_000, 130_001, 130_002]) await writer.add(id, new Uint8Array([9, 9]))
    const summary = await writer.finish({ minZoom: 0, maxZoom: 9, bounds: [100, -3, 112, 4], metadata: {} })
    expect(summary).toMatchObject({ tiles: 30_003, contents: 30_001 })
    const header = await new PMTiles(new FileSource(path)).getHeader()
    expect(header.leafDirectoryLength).toBeGreaterThan(0)
    // What the test wrote is not compressed, so that the reader hands it over as it is.
    const read = new PMTiles(new FileSource(path), undefined, async (data, compression) =>
      compression === 2 && isGzip(data) ? gunzip(data) : data,
    )
    for (const id of [ids[0]!, ids[15_001]!, ids[29_999]!]) {
      const [z, x, y] = tileIdToZxy(id)
      expect(new Uint8Array((await read.getZxy(z, x, y))!.data)).toEqual(bytesOf(id))
    }
    const [z, x, y] = tileIdToZxy(130_002)
    expect(new Uint8Array((await read.getZxy(z, x, y))!.data)).toEqual(new Uint8Array([9, 9]))
    expect(await read.getZxy(...tileIdToZxy(130_003))).toBeUndefined()
  })

  it('leaves no half archive behind when it is interrupted, and the earlier one as it was', async () => {
    const path = folder.write('kept.pmtiles', 'earlier')
    const engine = await makeEngine()
    const stop = new AbortController()
    const exporting = exportLayers({
      engine,
      layers: ['towns'],
      path,
      maxZoom: 12,
      name: '',
      attribution: '',
      titleOf: (id) => id,
      signal: stop.signal,
      onProgress: (zoom) => zoom === 4 && stop.abort(new Error('interrupted')),
    })
    await expect(exporting).rejects.toThrow('interrupted')
    expect(readFileSync(path, 'utf8')).toBe('earlier')
    for (const ending of ['tiles', 'part'])
      expect(existsSync(`${path}.${ending}`), basename(dirname(path))).toBe(false)
  })
})

describe('directories', () => {
  it('keep header and root within the first 16,384 bytes, however many tiles there are', () => {
    const entries = Array.from({ length: 300_000 }, (_, i): DirectoryEntry => {
      return {
        tileId: i * 3 + ((i * 7919) % 3),
        offset: i * 1000,
        length: 900 + ((i * 31) % 1000),
        runLength: 1,
      }
    })
    const { root, leaves } = encodeDirectories(entries)
    expect(root.length + 127).toBeLessThanOrEqual(16_384)
    expect(leaves.length).toBeGreaterThan(100_000)
  })
})
