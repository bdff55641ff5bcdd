import { readFileSync } from 'node:fs'
import { strToU8, unzipSync, zipSync } from 'fflate'
import type { Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { makeToLonLat } from '../../../server/ingest/crs/reproject.ts'
import { assembleRings } from '../../../server/ingest/formats/shp-rings.ts'
import { fixture, readingFault, readSource } from './read-source.ts'
import { scratchFolder } from './scratch-folder.ts'

const folder = scratchFolder()
const square = (west: number, south: number, size: number): Position[] => [
  [west, south],
  [west, south + size],
  [west + size, south + size],
  [west + size, south],
  [west, south],
]

/** The files of a zipped shapefile, changed and zipped again. */
function rezip(name: string, change: (files: Record<string, Uint8Array>) => void): string {
  const files = unzipSync(readFileSync(fixture(name)))
  change(files)
  return folder.write(`changed-${name}`, zipSync(files))
}

/** One file of a zipped shapefile, to be changed in place. */
function part(files: Record<string, Uint8Array>, name: string): Buffer {
  const bytes = files[name] ?? new Uint8Array()
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

describe('a zipped shapefile', () => {
  it('keeps the island in the lake: a hole in its polygon and a polygon in the hole', async () => {
    const { source, features } = await readSource(fixture('island.zip'))
    expect(source).toMatchObject({ format: 'shapefile', crs: 'EPSG:32749', layerName: 'island' })
    expect(features[0]?.properties).toEqual({ name: 'Danau', people: 12, share: 0.25, since: '2024-02-29' })
    const geometry = features[0]?.geometry
    if (!geometry) throw new Error('no geometry')
    const lonLat = makeToLonLat(source.crs ?? '')(geometry)
    if (lonLat.type !== 'MultiPolygon') throw new Error(lonLat.type)
    expect(lonLat.coordinates.map((rings) => rings.length).sort()).toEqual([1, 2])
    const [lon, lat] = lonLat.coordinates.find((rings) => rings.length === 2)?.[0]?.[0] ?? []
    expect(Math.abs((lon ?? 0) - 111) + Math.abs((lat ?? 0) + 3)).toBeLessThan(1e-8)
  })

  it('has no geometry for a null shape, and null for empty attributes', async () => {
    const { features } = await readSource(fixture('island.zip'))
    const properties = { name: 'Tanpa lokasi', people: null, share: null, since: null }
    expect(features[1]).toEqual({ row: 2, properties, geometry: null })
  })

  it('drops the height, and reads Windows-1252 by the header of the .dbf', async () => {
    const { features } = await readSource(fixture('latin1-no-cpg.zip'))
    expect(features).toEqual([
      { row: 1, properties: { name: 'Café Ñandú' }, geometry: { type: 'Point', coordinates: [111.5, -2.5] } },
      { row: 2, properties: { name: 'Désa' }, geometry: { type: 'Point', coordinates: [111.6, -2.6] } },
    ])
  })

  it('goes by the option and then the .cpg for its encoding', async () => {
    const cpg = rezip('latin1-no-cpg.zip', (files) => {
      files['points_z.cpg'] = strToU8('ISO-8859-1\n')
      part(files, 'points_z.dbf')[29] = 0
    })
    expect((await readSource(cpg)).features[1]?.properties.name).toBe('Désa')
    const wrong = await readSource(cpg, { encoding: 'utf-8' })
    expect(wrong.features[1]?.properties.name).toBe('D\uFFFDsa')
  })

  it('asks which of several shapefiles is meant, and reads the one named', async () => {
    expect((await readingFault(fixture('two-layers.zip'))).message).toMatch(/option "layer".*a, b/)
    expect((await readingFault(fixture('two-layers.zip'), { layer: 'c' })).message).toMatch(/a, b.*c/)
    const { source, features } = await readSource(fixture('two-layers.zip'), { layer: 'b' })
    expect(source).toMatchObject({ crs: null, layerName: 'b' })
    expect(features).toHaveLength(2)
  })

  it('says what a truncated .shp or a .dbf with more records lacks', async () => {
    const shp = rezip('island.zip', (files) => {
      files['island.shp'] = part(files, 'island.shp').subarray(0, 300)
    })
    expect((await readingFault(shp)).message).toMatch(/row 1.*truncated/)
    const dbf = rezip('island.zip', (files) => part(files, 'island.dbf').writeUInt32LE(3, 4))
    expect((await readingFault(dbf)).message).toMatch(/3 shapes/)
  })

  it('shows a shape of unknown type or a deleted record as a fault of its row', async () => {
    const path = rezip('latin1-no-cpg.zip', (files) => {
      part(files, 'points_z.shp').writeUInt32LE(31, 108)
      const dbf = part(files, 'points_z.dbf')
      dbf[dbf.readUInt16LE(8) + dbf.readUInt16LE(10)] = 0x2a
    })
    const { features } = await readSource(path)
    expect(features.map(({ fault }) => fault)).toEqual([
      'shape type 31 (31 is a multipatch) cannot be read',
      'marked as deleted in the .dbf',
    ])
  })

  it('is read from a bare .shp with its files beside it', async () => {
    const files = unzipSync(readFileSync(fixture('island.zip')))
    for (const [name, bytes] of Object.entries(files)) folder.write(name.toUpperCase(), bytes)
    const { source, features } = await readSource(folder.path('ISLAND.SHP'))
    expect(source.crs).toBe('EPSG:32749')
    expect(features).toHaveLength(2)
  })
})

describe('assembling rings', () => {
  const outer = (ring: Position[]) => ring
  const hole = (ring: Position[]) => ring.toReversed()

  it('gives each hole to the smallest outer ring around it, in whatever order they come', () => {
    const geometry = assembleRings([
      hole(square(4, 4, 1)),
      outer(square(0, 0, 10)),
      outer(square(3, 3, 3)),
      hole(square(2, 2, 5)),
    ])
    expect(geometry).toMatchObject({ type: 'MultiPolygon' })
    if (geometry.type !== 'MultiPolygon') return
    const starts = geometry.coordinates.map((rings) => rings.map((ring) => Math.min(...ring.flat())))
    expect(starts).toEqual([
      [0, 2],
      [3, 4],
    ])
  })

  it('makes a hole without an outer ring, drawn the wrong way round, a polygon', () => {
    expect(assembleRings([hole(square(0, 0, 1))])).toEqual({
      type: 'Polygon',
      coordinates: [hole(square(0, 0, 1))],
    })
  })

  it('refuses a drawing whose rings would take for ever', () => {
    const pairs = Array.from({ length: 500 }, (_, n) => [
      outer(square(0, 0, 100 - n / 10)),
      hole(square(1, 1, 1)),
    ])
    expect(() => assembleRings(pairs.flat(), 1_000_000)).toThrow(/too many rings/)
  })
})
