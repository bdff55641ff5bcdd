import type { PackedTexts } from './arrange-rows.ts'

/** The place of each text among those that differ, in the order of their UTF-16 units: as a browser compares texts. */
export function textPlaces({ bytes, starts }: PackedTexts): Uint32Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const count = starts.length - 1
  const texts = Array.from({ length: count }, (_, row) =>
    buffer.toString('utf8', starts[row]!, starts[row + 1]! - 1),
  )
  const distinct = [...new Set(texts)].sort()
  const placeOf = new Map(distinct.map((text, place) => [text, place]))
  return Uint32Array.from(texts, (text) => placeOf.get(text)!)
}
