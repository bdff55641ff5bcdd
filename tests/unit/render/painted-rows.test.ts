import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { PicturePainter } from '../../../server/tiles/paint/paint-picture.ts'
import { polygonTile } from './polygon-tile.ts'

const EDGE = 36
const INDEXED = 3
const painter = new PicturePainter()

const hex = (n: number) => `#${(0x330000 + n * 41).toString(16).padStart(6, '0')}`
const square = (x: number, y: number) =>
  [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
  ] as const

/** Every pixel an area of its own, in so many colours in turn. */
function chequered(colours: number, options: { background: string | null; opacity: number }, edge = EDGE) {
  const names = Array.from({ length: colours }, (_, n) => `${n}`)
  const layers = names.map((name, n) => {
    const pixels = Array.from({ length: edge * edge }, (_, at) => at).filter((at) => at % colours === n)
    return { name, polygons: pixels.map((at) => [square(at % edge, Math.floor(at / edge))]) }
  })
  const tile = { bytes: polygonTile(layers, edge), extent: edge }
  const parts = names.map((name, n) => ({
    name,
    coats: [{ kind: 'fill' as const, color: hex(n), opacity: options.opacity }],
  }))
  return painter.paint(tile, { width: edge, height: edge, background: options.background, parts })!
}

test.each([
  { colours: 1, opaque: true, type: INDEXED },
  { colours: 256, opaque: true, type: INDEXED },
  { colours: 257, opaque: true, type: 2 },
  { colours: 1200, opaque: true, type: 2 },
  { colours: 200, opaque: false, type: INDEXED },
  { colours: 300, opaque: false, type: 6 },
])('$colours colours, opaque: $opaque, come back as they were', ({ colours, opaque, type }) => {
  const file = chequered(colours, { background: opaque ? '#ffffff' : null, opacity: opaque ? 1 : 0.8 })
  expect(file[25]).toBe(type)
  const { width, height, data } = PNG.sync.read(Buffer.from(file))
  expect([width, height]).toEqual([EDGE, EDGE])
  const expected = Array.from({ length: EDGE * EDGE }, (_, at) => {
    const rgb = Number.parseInt(hex(at % colours).slice(1), 16)
    return [rgb >> 16, (rgb >> 8) & 255, rgb & 255, opaque ? 255 : 204]
  }).flat()
  const gaps = expected.map((value, i) => Math.abs(value - data[i]!))
  // What is see-through is kept multiplied by alpha, which costs a colour one step at most.
  expect(Math.max(...gaps)).toBeLessThanOrEqual(opaque ? 0 : 1)
})

test('a small picture after a large one holds nothing of it', () => {
  chequered(1200, { background: '#ffffff', opacity: 1 })
  const { data } = PNG.sync.read(Buffer.from(chequered(1, { background: '#336699', opacity: 0 }, 3)))
  expect([...data]).toEqual(Array.from({ length: 9 }, () => [0x33, 0x66, 0x99, 255]).flat())
})
