import { describe, expect, it } from 'vitest'
import { quoteIdentifier } from '../../../server/ingest/formats/geopackage-layers.ts'
import { blob, declareLayer, doubles, makeGeoPackage } from './make-geopackage.ts'
import { readingFault, readSource } from './read-source.ts'
import { scratchFolder } from './scratch-folder.ts'

const folder = scratchFolder()
const u32 = (value: number) => Buffer.from(Uint32Array.of(value).buffer).toString('hex')
const POINT = `01${u32(1)}${doubles(111.5, -2.5)}`
const layer = (name: string, columns: string, rows: string, srsId = 4326) =>
  `CREATE TABLE ${quoteIdentifier(name)} (fid INTEGER PRIMARY KEY, geom BLOB, ${columns});
   ${declareLayer(name, srsId)} INSERT INTO ${quoteIdentifier(name)} VALUES ${rows};`

describe('a GeoPackage', () => {
  it('gives plain values: booleans, safe numbers, large numbers as text', async () => {
    const columns = 'name TEXT, open BOOLEAN, people INTEGER, share REAL'
    const rows = `(1, ${blob(POINT)}, 'Kumai', 1, 9007199254740993, 0.5), (2, NULL, NULL, 0, 7, NULL)`
    const path = makeGeoPackage(folder.path('plain.gpkg'), layer('desa "x"', columns, rows, 32749))
    const { source, features } = await readSource(path)
    expect(source).toMatchObject({ format: 'geopackage', crs: 'EPSG:32749', layerName: 'desa "x"' })
    expect(source.fields).toEqual(['name', 'open', 'people', 'share'])
    expect(features).toEqual([
      {
        row: 1,
        properties: { name: 'Kumai', open: true, people: '9007199254740993', share: 0.5 },
        geometry: { type: 'Point', coordinates: [111.5, -2.5] },
      },
      { row: 2, properties: { name: null, open: false, people: 7, share: null }, geometry: null },
    ])
  })

  it('drops Z and M, skips envelopes, and knows empty geometry in both of its spellings', async () => {
    const zm = `01${u32(3001)}${doubles(111.5, -2.5, 9, 8)}`
    const envelope = blob(doubles(0, 1, 2, 3) + POINT, '03')
    const nan = blob(`01${u32(1)}${doubles(Number.NaN, Number.NaN)}`)
    const flagged = blob(POINT, '11')
    const rows = [blob(zm), envelope, nan, flagged].map((one, n) => `(${n + 1}, ${one}, 1)`).join()
    const { features } = await readSource(makeGeoPackage(folder.path('zm.gpkg'), layer('a', 'x INT', rows)))
    const point = { type: 'Point', coordinates: [111.5, -2.5] }
    expect(features.map(({ geometry }) => geometry)).toEqual([point, point, null, null])
  })

  it.each([
    ['a curve', `01${u32(8)}${u32(0)}`, /curve/],
    ['an impossible count', `01${u32(2)}${u32(4_000_000_000)}`, /more than its bytes hold/],
    ['infinity', `01${u32(1)}${doubles(Number.POSITIVE_INFINITY, 1)}`, /finite/],
    ['a cut-off', POINT.slice(0, 30), /ends before/],
    ['bottomless nesting', `01${u32(7)}${u32(1)}`.repeat(80), /nested too deeply/],
    ['a point among polygons', `01${u32(6)}${u32(1)}${POINT}`, /Point inside a MultiPolygon/],
  ])('shows %s as a fault of its row', async (name, wkb, message) => {
    const rows = `(1, ${blob(wkb)}, 'kept')`
    const path = makeGeoPackage(folder.path(`${name}.gpkg`), layer('a', 'x TEXT', rows))
    const { features } = await readSource(path)
    expect(features[0]).toMatchObject({ properties: { x: 'kept' }, fault: expect.stringMatching(message) })
  })

  it('asks which of several layers is meant', async () => {
    const rows = `(1, ${blob(POINT)}, 1)`
    const path = makeGeoPackage(
      folder.path('two.gpkg'),
      layer('a', 'x INT', rows) + layer('b', 'x INT', rows, -1),
    )
    expect((await readingFault(path)).message).toMatch(/option "layer".*a, b/)
    expect((await readingFault(path, { layer: 'c' })).message).toMatch(/a, b.*c/)
    expect((await readSource(path, { layer: 'b' })).source.crs).toBeNull()
  })

  it('runs nothing that the file brings along: no view, no generated column', async () => {
    const endless = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS geom FROM n'
    const view = `CREATE VIEW trap AS ${endless}; ${declareLayer('trap')}`
    expect((await readingFault(makeGeoPackage(folder.path('view.gpkg'), view))).message).toMatch(/no layer/)
    const generated = layer('a', 'x INT, bomb AS (zeroblob(900000000))', `(1, ${blob(POINT)}, 1)`)
    const { source } = await readSource(makeGeoPackage(folder.path('generated.gpkg'), generated))
    expect(source.fields).toEqual(['x'])
  })

  it('refuses a database that is no GeoPackage, and an unknown CRS', async () => {
    const other = makeGeoPackage(folder.path('other.gpkg'), 'DROP TABLE gpkg_contents')
    expect((await readingFault(other)).message).toMatch(/another SQLite database/)
    const crs = makeGeoPackage(folder.path('crs.gpkg'), layer('a', 'x INT', `(1, NULL, 1)`, 27700))
    expect((await readingFault(crs)).message).toMatch(/27700/)
  })
})
