import { describe, expect, it } from 'vitest'
import { crsWithin } from '../../../core/geo/nearby-crs.ts'
import { offeredCrss, readOfferedCrs } from '../../../server/publish/features/offered-crs.ts'

type Extent = [number, number, number, number]
const codes = (extent: Extent | null) => crsWithin(extent).map(({ code }) => code.slice('EPSG:'.length))
const EVERYWHERE = ['4326', '3857', '9470', '4755']

describe('the systems of a place', () => {
  it.for<[place: string, extent: Extent, zones: string[]]>([
    ['a regency in one zone and one strip', [111.1, -3.2, 112.2, -1.3], ['32749', '9489', '23879', '23836']],
    [
      'one that two strips of TM-3 meet in',
      [110.5, -3.2, 112.2, -1.3],
      ['32749', '9489', '23879', '23835', '23836'],
    ],
    [
      'one that ends at the border of zones',
      [108, -3, 114, -1],
      ['32749', '9489', '23879', '23835', '23836'],
    ],
    [
      'one on the equator, across two zones',
      [107.9, -0.2, 108.1, 0.2],
      [
        '32748',
        '32749',
        '32648',
        '32649',
        '9488',
        '9489',
        '9478',
        '9479',
        '23878',
        '23879',
        '23868',
        '23869',
        '23834',
        '23835',
      ],
    ],
    ['the north of Papua, where SRGI2013 has no zone', [138, 0.1, 138.5, 0.5], ['32654', '23845']],
    ['a point', [111.5, -2.5, 111.5, -2.5], ['32749', '9489', '23879', '23836']],
    ['a place far from Indonesia', [5, 50, 6, 51], []],
  ])('%s', ([, extent, zones]) => {
    expect(codes(extent)).toEqual([...EVERYWHERE, ...zones])
  })

  it('are those that hold everywhere where nothing has a place', () => {
    expect(codes(null)).toEqual(EVERYWHERE)
  })
})

describe('the systems that are offered', () => {
  const extent: Extent = [111.1, -3.2, 112.2, -1.3]
  const last = (office: { offeredCrs?: string[] }) =>
    offeredCrss(extent, office).map(({ uri }) => uri.split('/').at(-1))

  it('begin with CRS84, and are narrowed by the office, which cannot take CRS84 away', () => {
    expect(last({})).toEqual(['CRS84', ...EVERYWHERE, '32749', '9489', '23879', '23836'])
    expect(last({ offeredCrs: ['EPSG:3857', 'EPSG:32749', 'EPSG:32750'] })).toEqual([
      'CRS84',
      '3857',
      '32749',
    ])
  })

  it('are all that a parameter may name', () => {
    const offered = offeredCrss(extent, { offeredCrs: ['EPSG:3857'] })
    const uri = 'http://www.opengis.net/def/crs/EPSG/0/'
    expect(readOfferedCrs('crs', `${uri}3857`, offered).definition.code).toBe('EPSG:3857')
    expect(() => readOfferedCrs('crs', `${uri}4326`, offered)).toThrow(/crs: expected .*CRS84.*3857/)
  })
})
