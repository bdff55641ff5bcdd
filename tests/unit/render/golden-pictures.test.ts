import { afterAll, beforeAll, expect, test } from 'vitest'
import { SYSTEM } from '../../../core/access/actor.ts'
import type { Envelope } from '../../../core/geo/tile.ts'
import { areaStyle, type DrawnWorld, drawnWorld, pointStyle, roadStyle, wholeSquare } from './drawn-world.ts'
import { expectPicture } from './golden-picture.ts'

let world: DrawnWorld
beforeAll(async () => {
  world = await drawnWorld()
})
afterAll(() => world.close())

const named = {
  name: '',
  rules: [
    ...areaStyle.rules,
    {
      name: '',
      symbolizers: [
        { kind: 'Text', label: '{{name}}', size: 12, color: '#1c2733', haloColor: '#ffffff', haloWidth: 1.5 },
      ],
    },
  ],
} as const
const layers = {
  areas: [{ id: 'areas', style: named }],
  points: [{ id: 'points', style: pointStyle }],
  roads: [{ id: 'roads', style: roadStyle }],
  all: [
    { id: 'areas', style: areaStyle },
    { id: 'roads', style: roadStyle },
    { id: 'points', style: pointStyle },
  ],
}

const windows: [crs: string, bbox: Envelope][] = [
  ['EPSG:3857', wholeSquare.bbox],
  ['EPSG:4326', [110.9, -3.1, 112.1, -1.9]],
  ['EPSG:32749', [488000, 9655000, 623000, 9790000]],
  ['EPSG:32748', [1150000, 9650000, 1295000, 9795000]],
  ['EPSG:9489', [488000, 9655000, 623000, 9790000]],
  ['EPSG:23836', [20000, 1150000, 180000, 1310000]],
]
const cases = windows.flatMap(([crs, bbox]) =>
  Object.keys(layers).map((name) => ({ crs, bbox, name: name as keyof typeof layers })),
)

test.each(cases)('$name in $crs', async ({ crs, bbox, name }) => {
  const request = { ...wholeSquare, crs, bbox, width: 256, height: 256, actor: SYSTEM } as const
  const { bytes } = await world.renderer.picture({ ...request, layers: layers[name] })
  expectPicture(`${name}-${crs.replace(':', '-')}`, bytes)
})

test('legends', async () => {
  const legend = { language: 'id', format: 'png' } as const
  const areas = await world.renderer.legend({ ...legend, style: areaStyle, geometry: 'polygon' })
  expectPicture('legend-areas', areas.bytes)
  const points = await world.renderer.legend({ ...legend, style: pointStyle, geometry: 'point' })
  expectPicture('legend-points', points.bytes)
})

test('a golden picture that is missing is a failure, not a new golden', () => {
  expect(() => expectPicture('no-such-picture', new Uint8Array(0))).toThrow('no golden picture')
})
