import { execFileSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PMTiles } from 'pmtiles'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lonLatToTile } from '../../core/geo/tile.ts'
import { writePublication } from '../../server/layers/publication.ts'
import { findCapabilities, hasGdal } from '../support/capabilities.ts'
import { decodeTile } from '../unit/tiles/decode-tile.ts'
import { FileSource } from '../unit/tiles/pmtiles-file.ts'
import { makeDistrictFolder } from './make-district-folder.ts'
import { runServer } from './run-server.ts'

const villages = ['Batu Raya', 'Kota Lama', 'Kubu', 'Muara Dua', 'Natai Peramuan', 'Sungai Jernih']
const maxZoom = 11

let folder: string
let archive: string
beforeAll(async () => {
  folder = await makeDistrictFolder(({ write }) =>
    writePublication(write, 'roads', { state: 'unpublished', byAccount: null }),
  )
  archive = join(folder, 'peta.pmtiles')
  const run = exportTiles('areas-village,proposals', archive, '--max-zoom', String(maxZoom))
  expect(await run.ended, run.output()).toBe(0)
  expect(run.output()).toMatch(/peta\.pmtiles: \d+ ubin \(\d+ berbeda\)/)
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const exportTiles = (...words: string[]) =>
  runServer({ DATA_DIR: folder }, 'server/programs/export-tiles.ts', words)

describe('npm run export-tiles', () => {
  test('writes what the reference reader finds: villages as areas, proposals as points, at every zoom', async () => {
    const read = new PMTiles(new FileSource(archive))
    expect(await read.getHeader()).toMatchObject({ minZoom: 0, maxZoom })
    for (let z = 0; z <= maxZoom; z++) {
      const names = new Set<unknown>()
      const kinds = new Set<string>()
      const [first, last] = [lonLatToTile(111, -1.99, z), lonLatToTile(111.3, -2.2, z)]
      for (let x = first.x; x <= last.x; x++) {
        for (let y = first.y; y <= last.y; y++) {
          const tile = await read.getZxy(z, x, y)
          for (const { layer, type, properties } of tile ? decodeTile(new Uint8Array(tile.data)) : []) {
            kinds.add(`${layer} ${type}`)
            if (layer === 'areas-village') names.add(properties.name)
          }
        }
      }
      expect([...names].sort(), `zoom ${z}`).toEqual(villages)
      expect(kinds, `zoom ${z}`).toContain('areas-village polygon')
      expect(kinds, `zoom ${z}`).toContain('proposals point')
      expect(kinds, `zoom ${z}`).not.toContain('areas-village point')
    }
    expect(await read.getMetadata()).toMatchObject({
      vector_layers: [
        { id: 'areas-village', maxzoom: maxZoom },
        { id: 'proposals', maxzoom: maxZoom },
      ],
    })
  })

  test('refuses a layer that is not published, as one that there is not, and writes nothing', async () => {
    const path = join(folder, 'jalan.pmtiles')
    for (const layers of ['roads', 'areas-village,roads', 'nothing']) {
      const run = exportTiles(layers, path)
      expect(await run.ended).toBe(2)
      const [, refused, known] = /No layer ([\w-]+); there are: (.*)/.exec(run.output()) ?? []
      expect(refused).toBe(layers.split(',').at(-1))
      expect(known?.split(', ')).toContain('areas-village')
      expect(known?.split(', ')).not.toContain('roads')
      expect(existsSync(path)).toBe(false)
    }
  }, 180_000)

  test.each([
    ['no file', ['areas-village'], 'Usage: npm run export-tiles'],
    ['a file of another kind', ['areas-village', 'peta.mbtiles'], 'Usage: npm run export-tiles'],
    ['a zoom that there is not', ['areas-village', 'peta.pmtiles', '--max-zoom', '23'], 'received 23'],
  ])('says what it expects when given %s', async (_, words, said) => {
    const run = exportTiles(...words)
    expect(await run.ended).toBe(2)
    expect(run.output()).toContain(said)
    expect(run.output()).not.toContain('at async')
  })
})

if (hasGdal(findCapabilities(), '3.8'))
  test('GDAL opens an exported archive, with the villages as polygons where they lie', () => {
    const info = execFileSync('ogrinfo', ['-so', '-al', archive], { encoding: 'utf8' })
    expect(info).toMatch(/Layer name: areas-village/)
    expect(info).toMatch(/Layer name: proposals/)
    const options = ['-f', 'GeoJSON', '-t_srs', 'EPSG:4326', '/vsistdout/', archive, 'areas-village']
    const json = execFileSync('ogr2ogr', options, { encoding: 'utf8' })
    const { features } = JSON.parse(json) as {
      features: { properties: { name: string }; geometry: { type: string; coordinates: unknown } }[]
    }
    expect([...new Set(features.map(({ properties }) => properties.name))].sort()).toEqual(villages)
    for (const { geometry } of features) expect(geometry.type).toMatch(/^(?:Multi)?Polygon$/)
    const flat = features.flatMap(({ geometry }) =>
      (geometry.coordinates as number[][][]).flat(9),
    ) as number[]
    const longitudes = flat.filter((_, i) => i % 2 === 0)
    // The buffer of a tile at this zoom is 0.0055° wide, a unit of it 0.00004°.
    expect(Math.min(...longitudes)).toBeCloseTo(111, 3)
    expect(Math.max(...longitudes)).toBeCloseTo(111.3, 3)
  })
