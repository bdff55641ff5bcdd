import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { Canvas, type Colour, colourOf } from '../../../server/tiles/paint/canvas.ts'
import { CanvasPng } from '../../../server/tiles/paint/canvas-png.ts'

const [WIDTH, HEIGHT] = [40, 30]
const INDEXED = 3
const writer = new CanvasPng()

/** Pixels whose colours repeat after `colours` of them. */
function painted(ground: Colour | null, colours: number, opaque: boolean): Canvas {
  const canvas = new Canvas(WIDTH, HEIGHT)
  canvas.begin(ground)
  for (let at = 0; at < WIDTH * HEIGHT; at++) {
    const n = at % colours
    canvas.bytes.set([n & 255, n >> 8, 77, opaque ? 255 : (n * 7) & 255], 4 * at)
  }
  return canvas
}

test.each([
  { colours: 1, opaque: true, type: INDEXED },
  { colours: 256, opaque: true, type: INDEXED },
  { colours: 257, opaque: true, type: 2 },
  { colours: 1200, opaque: true, type: 2 },
  { colours: 256, opaque: false, type: INDEXED },
  { colours: 257, opaque: false, type: 6 },
])('$colours colours, opaque: $opaque, come back as they were', ({ colours, opaque, type }) => {
  const canvas = painted(opaque ? colourOf('#ffffff') : null, colours, opaque)
  const file = writer.write(canvas)
  expect(file[25]).toBe(type)
  const { width, height, data } = PNG.sync.read(Buffer.from(file))
  expect([width, height]).toEqual([WIDTH, HEIGHT])
  expect(Buffer.compare(data, Buffer.from(canvas.bytes))).toBe(0)
})

test('a small picture after a large one holds nothing of it', () => {
  writer.write(painted(colourOf('#ffffff'), 1200, true))
  const small = new Canvas(3, 2)
  small.begin(colourOf('#336699'))
  const { data } = PNG.sync.read(Buffer.from(writer.write(small)))
  expect([...data]).toEqual(Array.from({ length: 6 }, () => [0x33, 0x66, 0x99, 255]).flat())
})
