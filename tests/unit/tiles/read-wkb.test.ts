import { describe, expect, it } from 'vitest'
import { readWkb } from '../../../server/tiles/snapshot/read-wkb.ts'
import { toWkb } from './wkb.ts'

const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'))

describe('reading WKB', () => {
  it('takes either byte order', () => {
    for (const little of [true, false]) {
      expect(readWkb(toWkb({ type: 'Point', coordinates: [3, -4.5] }, little)).points).toEqual([3, -4.5])
    }
  })

  it('takes EWKB with an SRID, as PostGIS writes it', () => {
    // SELECT ST_AsEWKB('SRID=3857;POINT(1 2)'::geometry)
    const bytes = fromHex('01 01000020 110f0000 000000000000f03f 0000000000000040')
    expect(readWkb(bytes).points).toEqual([1, 2])
  })

  it.each([
    ['EWKB Z', '01 01000080 000000000000f03f 0000000000000040 0000000000000840'],
    ['ISO Z', '01 e9030000 000000000000f03f 0000000000000040 0000000000000840'],
    ['ISO M', '01 d1070000 000000000000f03f 0000000000000040 0000000000000840'],
    ['ISO ZM', '01 b90b0000 000000000000f03f 0000000000000040 0000000000000840 0000000000001040'],
  ])('leaves out further ordinates: %s', (_, hex) => {
    expect(readWkb(fromHex(hex)).points).toEqual([1, 2])
  })

  it('opens rings and tells holes from outer rings', () => {
    const outer: [number, number][] = [
      [0, 0],
      [9, 0],
      [9, 9],
      [0, 0],
    ]
    const hole: [number, number][] = [
      [5, 1],
      [6, 1],
      [6, 2],
      [5, 1],
    ]
    const parsed = readWkb(toWkb({ type: 'MultiPolygon', coordinates: [[outer, hole], [outer]] }))
    expect(parsed.ringEnds).toEqual([3, 6, 9])
    expect(parsed.ringOuter).toEqual([1, 0, 1])
    expect(parsed.rings.slice(0, 6)).toEqual([0, 0, 9, 0, 9, 9])
  })

  it('takes empty geometry for none', () => {
    const empty = { points: [], lines: [], lineEnds: [], rings: [], ringEnds: [], ringOuter: [] }
    expect(readWkb(fromHex('01 01000000 000000000000f87f 000000000000f87f'))).toEqual(empty)
    expect(readWkb(toWkb({ type: 'GeometryCollection', geometries: [] }))).toEqual(empty)
    expect(readWkb(toWkb({ type: 'Polygon', coordinates: [] }))).toEqual(empty)
  })

  it.each([
    ['a type it does not know', '01 08000000 00000000', /type 8/],
    ['more vertices than bytes', '01 02000000 ffffffff', /announces 4294967295/],
    ['an infinite coordinate', '01 01000000 000000000000f07f 0000000000000040', /not finite/],
    ['an end too soon', '01 01000000 0000', /bounds|range/i],
  ])('refuses %s', (_, hex, message) => {
    expect(() => readWkb(fromHex(hex))).toThrow(message)
  })

  it('refuses collections nested without end', () => {
    const nested = '01 07000000 01000000'.repeat(40)
    expect(() => readWkb(fromHex(nested))).toThrow(/deeper than 16/)
  })
})
