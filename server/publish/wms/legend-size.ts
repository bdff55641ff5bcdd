import type { PictureMaker } from '../../styles/picture-maker.ts'
import type { LegendSize } from './read-capability-model.ts'

const MOST_REMEMBERED = 500

/** Sizes of legends, measured by drawing each one once. */
export function makeLegendSize(pictures: PictureMaker): LegendSize {
  const known = new Map<string, ReturnType<LegendSize>>()
  return async (style, { geometry, title }) => {
    if (!pictures.available) return null
    const key = JSON.stringify([geometry, title, style])
    const before = known.get(key)
    if (before) return await before
    const drawing = pictures
      .legend({ style, geometry, title, language: 'id', format: 'png' })
      .then(({ bytes }) => pngSize(bytes))
    if (known.size >= MOST_REMEMBERED) known.clear()
    known.set(key, drawing)
    try {
      return await drawing
    } catch {
      // Capabilities without a legend are better than no capabilities; the next request tries again.
      known.delete(key)
      return null
    }
  }
}

/** Width and height of a PNG: the first two numbers of its first chunk (ISO 15948, 11.2.2). */
function pngSize(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes.length < 24) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return { width: view.getUint32(16), height: view.getUint32(20) }
}
