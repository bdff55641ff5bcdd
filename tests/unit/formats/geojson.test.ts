import { describe, expect, it } from 'vitest'
import { readingFault, readSource } from './read-source.ts'
import { scratchFolder } from './scratch-folder.ts'

const folder = scratchFolder()
const POINT =
  '{"type":"Feature","properties":{"name":"a"},"geometry":{"type":"Point","coordinates":[111,-2,9]}}'
const CRS = '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32749"}}'
const collection = (features: string, before = '', after = '') =>
  `{"type":"FeatureCollection",${before}"features":[${features}]${after}}`

describe('GeoJSON', () => {
  it.each([
    ['before', collection(POINT, `${CRS},`)],
    ['after', collection(POINT, '', `,${CRS}`)],
  ])('honours a "crs" member %s the features', async (_, text) => {
    const { source } = await readSource(folder.write('crs.geojson', text))
    expect(source).toMatchObject({ format: 'geojson', crs: 'EPSG:32749', fields: ['name'] })
  })

  it('is WGS 84 without "crs", of unknown CRS with "crs":null, and refused with one that is not known', async () => {
    expect((await readSource(folder.write('a.geojson', collection(POINT)))).source.crs).toBe('EPSG:4326')
    expect(
      (await readSource(folder.write('b.geojson', collection(POINT, '"crs":null,')))).source.crs,
    ).toBeNull()
    const unknown = collection(POINT, `${CRS.replace('32749', '27700')},`)
    expect((await readingFault(folder.write('c.geojson', unknown))).message).toMatch(/27700/)
  })

  it('reads features whose texts hold every bracket, quote and escape', async () => {
    const name = 'a "b" \\ ] } { [ , "features":['
    const feature = POINT.replace('"a"', JSON.stringify(name))
    const { features } = await readSource(
      folder.write('quotes.geojson', collection(`${feature} , ${feature}`)),
    )
    expect(features.map(({ properties }) => properties.name)).toEqual([name, name])
  })

  it('takes a "features" inside another member for what it is', async () => {
    const decoy = '"meta":{"features":[{"type":"Feature"}],"crs":{"x":1}},'
    const { features } = await readSource(folder.write('decoy.geojson', collection(POINT, decoy)))
    expect(features).toEqual([
      { row: 1, properties: { name: 'a' }, geometry: { type: 'Point', coordinates: [111, -2] } },
    ])
  })

  it('gives the same features wherever the chunks of the file end', async () => {
    const filler = JSON.stringify('x'.repeat(1000))
    const many = Array.from({ length: 900 }, (_, n) =>
      POINT.replace('"a"', `"é${n}","filler":${filler}`),
    ).join(',\n')
    const { features } = await readSource(folder.write('many.geojson', `\uFEFF${collection(many)}\n`))
    expect(features.map(({ properties }) => properties.name)).toEqual(
      Array.from({ length: 900 }, (_, n) => `é${n}`),
    )
  })

  it('tells of each feature that cannot be read and goes on', async () => {
    const bad = [
      'null',
      POINT.replace('111', '1e999'),
      POINT.replace('111', 'NaN'),
      POINT.replace('"Point"', '"Circle"'),
      '{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}}',
    ]
    const { features } = await readSource(folder.write('bad.geojson', collection([...bad, POINT].join(','))))
    expect(features.map(({ row, fault }) => [row, fault !== undefined])).toEqual([
      [1, true],
      [2, true],
      [3, true],
      [4, true],
      [5, true],
      [6, false],
    ])
    expect(features[3]).toMatchObject({ properties: { name: 'a' }, fault: expect.stringContaining('Circle') })
  })

  it('closes an open ring, and has no geometry for an empty one', async () => {
    const open = '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}'
    const empty = '{"type":"MultiPolygon","coordinates":[]}'
    const { features } = await readSource(folder.write('bare.geojson', open))
    expect(features[0]?.geometry).toEqual({
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    })
    expect((await readSource(folder.write('empty.geojson', empty))).features).toEqual([
      { row: 1, properties: {}, geometry: null },
    ])
  })

  it('reads a bare feature, and a key named __proto__ as a plain property', async () => {
    const bare = POINT.replace('"name":"a"', '"__proto__":"x"')
    const { features } = await readSource(folder.write('bare-feature.json', bare))
    expect(Object.keys(features[0]?.properties ?? {})).toEqual(['__proto__'])
  })

  it.each([
    ['truncated', collection(`${POINT},${POINT}`).slice(0, -40), /truncated/],
    ['gapped', collection(`${POINT},,${POINT}`), /before each comma/],
    ['crossed', collection('{"a":[}]'), /closes nothing/],
    ['doubled', collection(POINT) + collection(POINT), /after it/],
    ['an-array', '[1,2]', /GeoJSON/],
    ['typeless', '{"a":1}', /type/],
    ['deep', collection(`{"a":${'['.repeat(70)}${']'.repeat(70)}}`), /64 deep/],
  ])('says what is wrong with a file that is %s', async (name, text, message) => {
    expect((await readingFault(folder.write(`${name}.geojson`, text))).message).toMatch(message)
  })

  it('names no row where the fault stands before the first feature', async () => {
    expect((await readingFault(folder.write('gap.geojson', collection(`,${POINT}`)))).row).toBeUndefined()
  })

  it('refuses a feature beyond the limit of size or vertices', async () => {
    const line = `{"type":"LineString","coordinates":[${'[1,2],'.repeat(999)}[3,4]]}`
    const path = folder.write(
      'large.geojson',
      collection(`{"type":"Feature","properties":{},"geometry":${line}}`),
    )
    expect((await readingFault(path, { limits: { maxFeatureBytes: 1000 } })).row).toBe(1)
    const { features } = await readSource(path, { limits: { maxVertices: 999 } })
    expect(features[0]?.fault).toMatch(/999 vertices/)
  })
})

describe('a GeoJSON sequence', () => {
  it('numbers features by line, and a bad line is its own fault', async () => {
    const { source, features } = await readSource(
      folder.write('a.txt', `${POINT}\n\n${POINT}\n{"type":\n${POINT}`),
    )
    expect(source).toMatchObject({ format: 'geojsonseq', crs: 'EPSG:4326', fields: ['name'] })
    expect(features.map(({ row, fault }) => [row, fault === undefined])).toEqual([
      [1, true],
      [3, true],
      [4, false],
      [5, true],
    ])
  })

  it('separated by RS may break lines inside a feature', async () => {
    const pretty = JSON.stringify(JSON.parse(POINT), null, 2)
    const { features } = await readSource(folder.write('rs.json', `\x1e${pretty}\n\x1e${POINT}\n`))
    expect(features.map(({ row, properties }) => [row, properties.name])).toEqual([
      [1, 'a'],
      [2, 'a'],
    ])
  })

  it('does not let one line nest without bound or grow without bound', async () => {
    const deep = `{"type":"Feature","properties":{"a":${'['.repeat(99)}${']'.repeat(99)}},"geometry":null}`
    const path = folder.write('deep.ndjson', `${POINT}\n${deep}\n`)
    const { features } = await readSource(path)
    expect(features[1]?.fault).toMatch(/deeper than 64/)
    expect((await readingFault(path, { limits: { maxFeatureBytes: 150 } })).row).toBe(2)
  })
})
