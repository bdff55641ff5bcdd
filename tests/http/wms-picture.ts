import { PNG } from 'pngjs'
import { expect } from 'vitest'

export interface Pixels {
  width: number
  height: number
  /** '#rrggbb', or '' where the picture is see-through. */
  at(x: number, y: number): string
  /** Share of pixels that are not see-through, nor of this colour. */
  covered(background?: string): number
}

/** The pixels of an answer that must be a PNG. */
export async function readPicture(answer: Response): Promise<Pixels> {
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(answer.status, bytes.subarray(0, 500).toString()).toBe(200)
  expect(answer.headers.get('content-type')).toMatch(/^image\/png/)
  const { width, height, data } = PNG.sync.read(bytes)
  const at = (x: number, y: number) => {
    const index = 4 * (Math.floor(y) * width + Math.floor(x))
    if (data[index + 3] === 0) return ''
    return `#${data.subarray(index, index + 3).toString('hex')}`
  }
  return {
    width,
    height,
    at,
    covered(background = '') {
      let count = 0
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) if (at(x, y) !== background && at(x, y) !== '') count++
      return count / (width * height)
    },
  }
}
