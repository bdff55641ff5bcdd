import proj4 from 'proj4'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SYSTEM } from '../../../core/access/actor.ts'
import { crsDefinition } from '../../../core/geo/crs-definitions.ts'
import { Problem } from '../../../core/problem.ts'
import type { PictureRequest } from '../../../server/styles/picture-maker.ts'
import {
  areaStyle,
  colourAt,
  type DrawnWorld,
  drawnWorld,
  pointStyle,
  roadStyle,
  wholeSquare,
} from './drawn-world.ts'

let world: DrawnWorld
beforeAll(async () => {
  world = await drawnWorld()
})
afterAll(() => world.close())

const draw = async (change: Partial<PictureRequest>) =>
  (await world.renderer.picture({ ...wholeSquare, ...change })).bytes

/** The pixel that shows a longitude and latitude, told by proj4 alone. */
function pixelOf({ crs, bbox, width, height }: PictureRequest, lonLat: [number, number]): [number, number] {
  const [x = 0, y = 0] = proj4('EPSG:4326', crsDefinition(crs)!.proj4, lonLat)
  const [west, south, east, north] = bbox
  return [
    Math.floor(((x - west) / (east - west)) * width),
    Math.floor(((north - y) / (north - south)) * height),
  ]
}

const windows: Pick<PictureRequest, 'crs' | 'bbox' | 'width' | 'height'>[] = [
  wholeSquare,
  { crs: 'EPSG:4326', bbox: [110.9, -3.1, 112.1, -1.9], width: 300, height: 500 },
  { crs: 'EPSG:9470', bbox: [110.9, -3.1, 112.1, -1.9], width: 500, height: 250 },
  { crs: 'EPSG:32749', bbox: [488000, 9655000, 623000, 9790000], width: 400, height: 400 },
  { crs: 'EPSG:32748', bbox: [1150000, 9650000, 1295000, 9795000], width: 400, height: 400 },
  { crs: 'EPSG:9489', bbox: [488000, 9655000, 623000, 9790000], width: 400, height: 400 },
  { crs: 'EPSG:23836', bbox: [20000, 1150000, 180000, 1310000], width: 400, height: 400 },
]

test.each(windows)('areas stand where $crs has them', async (window) => {
  const request = { ...wholeSquare, ...window }
  const picture = await draw(window)
  const colour = (lon: number, lat: number) => colourAt(picture, ...pixelOf(request, [lon, lat]))
  // A hundredth of a degree inside and outside of borders.
  for (const at of [0.01, 0.3, 0.6, 0.99]) {
    expect(colour(111 + at, -2.99)).toBe('#f0cfa5')
    expect(colour(111 + at, -2.51)).toBe('#f0cfa5')
    expect(colour(111 + at, -2.49)).toBe('#8f3a3f')
    expect(colour(111 + at, -3.01)).toBe('#dbe8ee')
    expect(colour(111 + at, -1.99)).toBe('#dbe8ee')
    expect(colour(110.99, -3 + at)).toBe('#dbe8ee')
    expect(colour(112.01, -3 + at)).toBe('#dbe8ee')
  }
  expect(colour(111.9, -2.1)).toBe('#e3e5e9')
})

test('marks stand on their places, whatever their shape', async () => {
  const request = { ...wholeSquare, layers: [{ id: 'points', style: pointStyle }] }
  const picture = await draw(request)
  const wanted = ['#23908a', '#2a6a32', '#e0a41f', '#b42318']
  for (const [column, colour] of wanted.entries()) {
    const [x, y] = pixelOf(request, [111.125 + column / 4, -2.875])
    expect(colourAt(picture, x, y)).toBe(colour)
    // Beyond the largest mark at this zoom.
    for (const [dx, dy] of [
      [11, 0],
      [-11, 0],
      [0, 11],
      [0, -11],
    ] as const)
      expect(colourAt(picture, x + dx, y + dy)).toBe('#dbe8ee')
  }
})

test('a filter draws only the rows that pass it', async () => {
  const filter = { in: { name: ['Kumai'] }, prefix: {} }
  const request = { ...wholeSquare, layers: [{ id: 'areas', style: areaStyle, filter }] }
  const picture = await draw(request)
  expect(colourAt(picture, ...pixelOf(request, [111.375, -2.875]))).toBe('#f0cfa5')
  expect(colourAt(picture, ...pixelOf(request, [111.125, -2.875]))).toBe('#dbe8ee')
})

test('rules are drawn at their scales only', async () => {
  const far = {
    ...areaStyle,
    rules: areaStyle.rules.map((rule) => ({ ...rule, scaleDenominator: { max: 100 } })),
  }
  expect(colourAt(await draw({ layers: [{ id: 'areas', style: far }] }), 240, 240)).toBe('#dbe8ee')
})

test('what no layer covers is see-through when that is asked for', async () => {
  expect(colourAt(await draw({ transparent: true }), 2, 2)).toBe('clear')
  expect(colourAt(await draw({ transparent: true, layers: [] }), 2, 2)).toBe('clear')
  expect(colourAt(await draw({ bbox: [0, 0, 1000, 1000] }), 2, 2)).toBe('#dbe8ee')
})

test('odd sizes are exact', async () => {
  for (const [width, height] of [
    [8, 5],
    [1, 300],
    [1024, 768],
  ] as const) {
    const bytes = Buffer.from(await draw({ width, height }))
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([width, height])
  }
})

test('every format is what it says', async () => {
  const beginning = async (format: PictureRequest['format']) => {
    const { bytes, type } = await world.renderer.picture({ ...wholeSquare, format })
    return [type, Buffer.from(bytes.subarray(0, 16)).toString('latin1')]
  }
  expect(await beginning('png')).toEqual(['image/png', expect.stringMatching(/^\x89PNG/)])
  expect(await beginning('png8')).toEqual(['image/png; mode=8bit', expect.stringMatching(/^\x89PNG/)])
  expect(await beginning('jpeg')).toEqual(['image/jpeg', expect.stringMatching(/^\xff\xd8\xff/)])
  expect(await beginning('webp')).toEqual(['image/webp', expect.stringMatching(/^RIFF....WEBP/s)])
  expect(await beginning('svg')).toEqual(['image/svg+xml', expect.stringMatching(/^<\?xml/)])
  expect(await beginning('pdf')).toEqual(['application/pdf', expect.stringMatching(/^%PDF-/)])
})

test.each([
  [{ width: 0 }, 400, 'width'],
  [{ width: 4097 }, 400, 'width'],
  [{ height: 1e9 }, 400, 'height'],
  [{ width: 2.5 }, 400, 'width'],
  [{ bbox: [1, 1, 1, 2] }, 400, 'bbox'],
  [{ bbox: [0, 0, Number.NaN, 2] }, 400, 'bbox'],
  [{ crs: 'EPSG:2154' }, 400, 'crs'],
  [{ background: 'red' }, 400, 'background'],
  [{ format: 'bmp' }, 400, 'format'],
  [{ layers: Array.from({ length: 21 }, () => ({ id: 'areas', style: areaStyle })) }, 400, 'layers'],
  [{ layers: [{ id: 'no-such', style: areaStyle }] }, 404, undefined],
  [{ layers: [{ id: 'roads', style: roadStyle }] }, 404, undefined],
])('%o is refused with %d', async (change, status, parameter) => {
  const refused = await draw(change as Partial<PictureRequest>).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Problem)
  const { body } = refused as Problem
  expect([body.status, body.parameter]).toEqual([status, parameter])
})

test('the office sees what is not published', async () => {
  const layers = [{ id: 'roads', style: roadStyle }]
  expect(colourAt(await draw({ layers, actor: SYSTEM, background: '#000000' }), 0, 0)).toBe('#000000')
})
