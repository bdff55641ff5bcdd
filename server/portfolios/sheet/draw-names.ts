import { type Frame, INK } from '../../pdf/page.ts'
import { piecesOf } from '../../pdf/text-runs.ts'
import { widthOfText, writeText } from '../../pdf/write-text.ts'
import type { Projection } from './projection.ts'
import type { SheetDistrict } from './sheet-data.ts'

type Document = PDFKit.PDFDocument

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Points; where there is no room for the larger, the smaller. */
const SIZES = [7.5, 6.2] as const
/** Where a name may stand instead of on its place, in heights of its letters and shares of its width. */
const OFFSETS = [
  [0, 0],
  [0, -1.3],
  [0, 1.3],
  [0.35, -1.3],
  [-0.35, -1.3],
  [0.35, 1.3],
  [-0.35, 1.3],
  [0, -2.6],
  [0, 2.6],
  [0.6, 0],
  [-0.6, 0],
] as const
const EDGE = 3

/**
 * Names of districts over all, in white halos, each wholly on the map. A name that would cover another moves aside; none is left
 * out, so where even that does not help it stands where it covers least.
 */
export function drawNames(
  document: Document,
  districts: readonly SheetDistrict[],
  { projection, map }: { projection: Projection; map: Frame },
): void {
  const taken: Box[] = []
  for (const { name, place } of districts) {
    const [x, y] = projection.toPage(place)
    const found = placesOf(document, name, { x, y, map })
      .map((one) => ({ ...one, covered: taken.reduce((sum, other) => sum + overlap(one.box, other), 0) }))
      .reduce((best, one) => (one.covered < best.covered ? one : best))
    taken.push(found.box)
    drawName(document, name, found)
  }
}

function placesOf(document: Document, name: string, { x, y, map }: { x: number; y: number; map: Frame }) {
  return SIZES.flatMap((size) => {
    const width = widthOfText(document, name, { weight: 'bold', size })
    return OFFSETS.map(([across, down]) => {
      const left = within(x - width / 2 + across * width, map.x, map.x + map.width - width)
      const top = within(y - size / 2 + down * size, map.y, map.y + map.height - size)
      return { size, box: { left, top, right: left + width, bottom: top + size } }
    })
  })
}

function within(value: number, from: number, to: number): number {
  return Math.max(from + EDGE, Math.min(to - EDGE, value))
}

function overlap(a: Box, b: Box): number {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return across > 0 && down > 0 ? across * down : 0
}

function drawName(document: Document, name: string, { size, box }: { size: number; box: Box }): void {
  let { left } = box
  const top = box.top - 0.15 * size
  for (const { font, text } of piecesOf('bold', name).flatMap(({ runs }) => runs)) {
    document.font(font).fontSize(size).lineWidth(2.2).lineJoin('round')
    document.strokeColor('white').strokeOpacity(0.85)
    document.text(text, left, top, { lineBreak: false, stroke: true, fill: false })
    left += document.widthOfString(text)
  }
  document.strokeOpacity(1)
  writeText(document, name, [box.left, top], { weight: 'bold', size, colour: INK.muted })
}
