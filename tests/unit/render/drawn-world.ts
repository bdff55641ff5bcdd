import { PNG } from 'pngjs'
import { PUBLIC } from '../../../core/access/actor.ts'
import { lonLatToMercator } from '../../../core/geo/tile.ts'
import type { LayerStyle } from '../../../core/style/layer-style.ts'
import { makeRenderer, type RendererOptions } from '../../../server/render/make-renderer.ts'
import type { Renderer } from '../../../server/render/renderer.ts'
import type { PictureRequest } from '../../../server/styles/picture-maker.ts'
import type { TileEngine } from '../../../server/tiles/engine/tile-engine-types.ts'
import { drawPictures } from '../../../server/wiring/draw-pictures.ts'
import { inlineEngine } from '../tiles/inline-engine.ts'
import { memorySource } from '../tiles/memory-source.ts'
import { toWkb } from '../tiles/wkb.ts'

type Position = [number, number]
const mercator = ([lon, lat]: Position): Position => lonLatToMercator(lon, lat)

/** South-west corner of a square of 4 × 4 areas of a quarter of a degree in Kotawaringin Barat. */
export const corner: Position = [111, -3]
const names = ['Arut', 'Kumai', 'Pangkalan', 'Kotawaringin']

const areas = memorySource({
  id: 'areas',
  kind: 'polygon',
  attributes: [
    { name: 'number', type: 'integer' },
    { name: 'name', type: 'string' },
  ],
  rows: Array.from({ length: 16 }, (_, id) => {
    const [x, y] = [corner[0] + (id % 4) / 4, corner[1] + Math.floor(id / 4) / 4]
    const ring: Position[] = [
      [x, y],
      [x + 0.25, y],
      [x + 0.25, y + 0.25],
      [x, y + 0.25],
      [x, y],
    ]
    // The last area tells no number.
    const values = [id === 15 ? null : id, names[id % 4]!]
    return { id, values, wkb: toWkb({ type: 'Polygon', coordinates: [ring.map(mercator)] }) }
  }),
})

/** One point in the middle of each area, one of each kind in turn. */
const kinds = ['school', 'clinic', 'market', 'bridge'] as const
const points = memorySource({
  id: 'points',
  kind: 'point',
  attributes: [{ name: 'kind', type: 'string' }],
  rows: Array.from({ length: 16 }, (_, id) => {
    const place = mercator([corner[0] + (id % 4) / 4 + 0.125, corner[1] + Math.floor(id / 4) / 4 + 0.125])
    return { id, values: [kinds[id % 4]!], wkb: toWkb({ type: 'Point', coordinates: place }) }
  }),
})

const roads = memorySource({
  id: 'roads',
  kind: 'line',
  attributes: [{ name: 'class', type: 'integer' }],
  rows: [
    {
      id: 1,
      values: [1],
      wkb: toWkb({
        type: 'LineString',
        coordinates: [
          [111.05, -2.95],
          [111.5, -2.4],
          [111.95, -2.05],
        ].map((place) => mercator(place as Position)),
      }),
    },
  ],
})

export const areaStyle: LayerStyle = {
  name: 'areas',
  rules: [
    {
      name: 'Rendah',
      nameEn: 'Low',
      filter: ['<', 'number', 8],
      symbolizers: [{ kind: 'Fill', color: '#f0cfa5' }],
    },
    {
      name: 'Tinggi',
      nameEn: 'High',
      filter: ['>=', 'number', 8],
      symbolizers: [{ kind: 'Fill', color: '#8f3a3f' }],
    },
    {
      name: 'Tidak ada data',
      nameEn: 'No data',
      filter: ['==', 'number', null],
      symbolizers: [{ kind: 'Fill', color: '#e3e5e9' }],
    },
    { name: '', symbolizers: [{ kind: 'Fill', outlineColor: '#ffffff', outlineWidth: 2 }] },
  ],
}

export const pointStyle: LayerStyle = {
  name: 'points',
  rules: [
    mark('Sekolah', 'school', { wellKnownName: 'circle', radius: 8, color: '#23908a' }),
    mark('Puskesmas', 'clinic', { wellKnownName: 'square', radius: 7, color: '#2a6a32' }),
    mark('Pasar', 'market', { wellKnownName: 'triangle', radius: 8, color: '#e0a41f' }),
    mark('Jembatan', 'bridge', { wellKnownName: 'star', radius: 9, color: '#b42318' }),
  ],
}

function mark(
  name: string,
  kind: string,
  symbol: { wellKnownName: 'circle' | 'square' | 'triangle' | 'star'; radius: number; color: string },
): LayerStyle['rules'][number] {
  const stroke = { strokeColor: '#ffffff', strokeWidth: 1.5 }
  return { name, filter: ['==', 'kind', kind], symbolizers: [{ kind: 'Mark', ...symbol, ...stroke }] }
}

export const roadStyle: LayerStyle = {
  name: 'roads',
  rules: [
    {
      name: 'Jalan',
      symbolizers: [
        { kind: 'Line', color: '#ffffff', width: 5, cap: 'round', join: 'round' },
        { kind: 'Line', color: '#3b7198', width: 3, dasharray: [8, 4], cap: 'butt', join: 'round' },
      ],
    },
  ],
}

export interface DrawnWorld {
  engine: TileEngine
  renderer: Renderer
  close(): Promise<void>
}

export async function drawnWorld(): Promise<DrawnWorld> {
  const engine = await inlineEngine([areas, points, roads])
  const renderer = drawPictures({
    engine,
    processes: 2,
    publication: { isPublic: (id) => id !== 'roads' },
    archiveLoader: { open: async (ids) => ids },
  })
  const close = async () => {
    await renderer.close()
    await engine.close()
  }
  return { engine, renderer, close }
}

/** A renderer without layers, for what happens to processes. */
export function bareRenderer(options: Partial<RendererOptions>): Renderer {
  const source = {
    open: async () => [],
    draw: async () => ({ bytes: new Uint8Array(0), painted: false, extent: 4096 }),
  }
  return makeRenderer({ source, processes: 1, ...options })
}

/** The square of areas with a margin, in EPSG:3857. */
export const wholeSquare: PictureRequest = {
  crs: 'EPSG:3857',
  bbox: [...mercator([110.9, -3.1]), ...mercator([112.1, -1.9])],
  width: 480,
  height: 480,
  format: 'png',
  transparent: false,
  background: '#dbe8ee',
  layers: [{ id: 'areas', style: areaStyle }],
  actor: PUBLIC,
}

/** The colour of a pixel as `#rrggbb`, or `clear`. */
export function colourAt(png: Uint8Array, x: number, y: number): string {
  const { data, width } = PNG.sync.read(Buffer.from(png))
  const [r = 0, g = 0, b = 0, a = 0] = data.subarray(4 * (y * width + x))
  return a === 0 ? 'clear' : `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`
}
