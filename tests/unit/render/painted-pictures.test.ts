import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, type MockInstance, test, vi } from 'vitest'
import { SYSTEM } from '../../../core/access/actor.ts'
import type { LayerStyle, StyleRule } from '../../../core/style/layer-style.ts'
import type { Renderer } from '../../../server/render/renderer.ts'
import type { PictureRequest } from '../../../server/styles/picture-maker.ts'
import type { TileEngine } from '../../../server/tiles/engine/tile-engine-types.ts'
import { drawPictures } from '../../../server/wiring/draw-pictures.ts'
import { inlineEngine } from '../tiles/inline-engine.ts'
import { memorySource } from '../tiles/memory-source.ts'
import { toWkb } from '../tiles/wkb.ts'

// Plain areas are painted by ourselves, everything else by Mapnik (AGG): the same areas must look the same by both.

type Position = [number, number]

/** A ring about (x, y) whose corners are as sharp as `jag` says, of so many vertices; seven-fold so that none falls on another. */
function jagged([x, y]: Position, radius: number, vertices: number, jag: number): Position[] {
  const ring = Array.from({ length: vertices }, (_, i): Position => {
    const angle = (2 * Math.PI * i) / vertices
    const reach = radius * (1 - jag * (((i * 7) % 11) / 11))
    return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)]
  })
  return [...ring, ring[0]!]
}

/** Metres of EPSG:3857 from here; a pixel is one metre in the pictures below. */
const places: Position[][][] = [
  ...Array.from({ length: 36 }, (_, i) => {
    const at: Position = [(i % 6) * 46 + 10, Math.floor(i / 6) * 46 + 10]
    return [jagged(at, 34, 5 + 2 * i, (i % 5) / 6)]
  }),
  // With a hole, smaller than a pixel, thinner than a border, larger than the picture, and across its corner.
  [jagged([128, 128], 70, 40, 0.2), jagged([128, 128], 40, 17, 0.5).reverse()],
  [jagged([200.3, 60.7], 0.3, 5, 0)],
  [
    [
      [20, 240],
      [240, 236],
      [239.6, 236.3],
      [20, 240.4],
      [20, 240],
    ],
  ],
  [jagged([128, 128], 900, 9, 0.1), jagged([128, 128], 120, 60, 0.3).reverse()],
  [jagged([0, 0], 60, 12, 0.4)],
  // So many vertices that a border is added in several runs.
  [jagged([196, 190], 50, 1500, 0.03)],
]
const shapes = memorySource({
  id: 'shapes',
  kind: 'polygon',
  attributes: [{ name: 'number', type: 'integer' }],
  rows: places.map((coordinates, id) => ({ id, values: [id], wkb: toWkb({ type: 'Polygon', coordinates }) })),
})

let engine: TileEngine
let renderer: Renderer
let asked: MockInstance<TileEngine['picture']>
beforeAll(async () => {
  engine = await inlineEngine([shapes])
  asked = vi.spyOn(engine, 'picture')
  renderer = drawPictures({
    engine,
    processes: 1,
    publication: { isPublic: () => true },
    archiveLoader: { open: async (ids) => ids },
  })
})
afterAll(async () => {
  await renderer.close()
  await engine.close()
})

/** Nothing has this number: a dashed border of none, which is what makes a picture one for Mapnik. */
const dashedNone: StyleRule = {
  name: '',
  filter: ['==', 'number', -1],
  symbolizers: [{ kind: 'Fill', outlineColor: '#000000', outlineWidth: 1, outlineDasharray: [3, 3] }],
}
const square = {
  crs: 'EPSG:3857',
  bbox: [0, 0, 256, 256],
  width: 256,
  height: 256,
  format: 'png',
  transparent: false,
  background: '#e8eef2',
  actor: SYSTEM,
} as const satisfies Partial<PictureRequest>

/** By ourselves, if we can, and by Mapnik. */
async function bothWays(rules: readonly StyleRule[], options: Partial<PictureRequest> = {}) {
  const draw = async (all: readonly StyleRule[]) => {
    const style: LayerStyle = { name: 'shapes', rules: all }
    const { bytes } = await renderer.picture({ ...square, ...options, layers: [{ id: 'shapes', style }] })
    const { painted } = await (asked.mock.results.at(-1)!.value as ReturnType<TileEngine['picture']>)
    return { image: PNG.sync.read(Buffer.from(bytes)), painted }
  }
  const [ours, mapniks] = [await draw(rules), await draw([...rules, dashedNone])]
  expect(mapniks.painted).toBe(false)
  return { ours: ours.image, drawn: mapniks.image, painted: ours.painted }
}

/** Of the colours and alphas of all pixels, multiplied by alpha: the largest difference, and the share that differs visibly. */
function difference(a: PNG, b: PNG): { largest: number; visible: number } {
  expect([a.width, a.height]).toEqual([b.width, b.height])
  let [largest, visible] = [0, 0]
  for (let i = 0; i < a.data.length; i++) {
    const alpha = i % 4 === 3 ? [255, 255] : [a.data[i | 3]!, b.data[i | 3]!]
    const gap = Math.abs((a.data[i]! * alpha[0]!) / 255 - (b.data[i]! * alpha[1]!) / 255)
    largest = Math.max(largest, gap)
    if (gap > 4) visible++
  }
  return { largest, visible: visible / a.data.length }
}

const small: StyleRule['filter'] = ['<', 'number', 36]
const red = { kind: 'Fill', color: '#c0392b' } as const
const cases: [string, StyleRule[]][] = [
  ['fills', [{ name: '', symbolizers: [red] }]],
  ['see-through fills', [{ name: '', symbolizers: [{ ...red, fillOpacity: 0.45 }] }]],
  ['hairlines', [{ name: '', symbolizers: [{ kind: 'Fill', outlineColor: '#1c2733', outlineWidth: 0.7 }] }]],
  ['borders', [{ name: '', symbolizers: [{ ...red, outlineColor: '#ffffff', outlineWidth: 2.4 }] }]],
  [
    'thick, see-through borders',
    [
      { name: '', filter: small, symbolizers: [red] },
      { name: '', symbolizers: [{ kind: 'Line', color: '#1c5a8d', width: 9, opacity: 0.5, join: 'round' }] },
    ],
  ],
]

test.each(cases)('%s look as Mapnik draws them', async (_name, rules) => {
  const { ours, drawn, painted } = await bothWays(rules)
  expect(painted).toBe(true)
  const { largest, visible } = difference(ours, drawn)
  expect(visible).toBeLessThan(0.001)
  expect(largest).toBeLessThan(40)
})

test('without a ground they are see-through, in a window that is no square', async () => {
  const options = {
    transparent: true,
    width: 300,
    height: 170,
    bbox: [-20, -10, 280, 160],
  } satisfies Partial<PictureRequest>
  const rules: StyleRule[] = [
    { name: '', symbolizers: [{ ...red, fillOpacity: 0.6, outlineColor: '#ffffff', outlineWidth: 3 }] },
  ]
  const { ours, drawn, painted } = await bothWays(rules, options)
  expect(painted).toBe(true)
  const { largest, visible } = difference(ours, drawn)
  expect(visible).toBeLessThan(0.001)
  expect(largest).toBeLessThan(40)
  expect(ours.data.filter((_, i) => i % 4 === 3).some((alpha) => alpha === 0)).toBe(true)
})

test('what lies too thick to be painted at once is drawn all the same', async () => {
  const rules: StyleRule[] = Array.from({ length: 300 }, () => ({
    name: '',
    filter: ['==', 'number', 39],
    symbolizers: [{ ...red, outlineColor: '#ffffff', outlineWidth: 2 }],
  }))
  const { ours, drawn, painted } = await bothWays(rules)
  expect(painted).toBe(false)
  expect(difference(ours, drawn).largest).toBe(0)
})
