/** Closed rings of one village, holes and parts alike, as x, y, x, y … in metres. */
export type Rings = readonly Float64Array[]

const POLYGON = 3

/** Rings of each village from pages of concatenated little-endian WKB (polygons and multipolygons, no SRID). */
export function readOutlines(pages: readonly Uint8Array[]): Rings[] {
  return pages.flatMap((page) => {
    const view = new DataView(page.buffer, page.byteOffset, page.byteLength)
    const villages: Rings[] = []
    for (let at = 0; at < page.byteLength; ) {
      const rings: Float64Array[] = []
      at = readShape(view, at, rings)
      villages.push(rings)
    }
    return villages
  })
}

function readShape(view: DataView, start: number, rings: Float64Array[]): number {
  const type = view.getUint32(start + 1, true)
  const count = view.getUint32(start + 5, true)
  let at = start + 9
  for (let part = 0; part < count; part++) {
    at = type === POLYGON ? readRing(view, at, rings) : readShape(view, at, rings)
  }
  return at
}

function readRing(view: DataView, start: number, rings: Float64Array[]): number {
  const count = 2 * view.getUint32(start, true)
  const ring = new Float64Array(count)
  for (let i = 0; i < count; i++) ring[i] = view.getFloat64(start + 4 + 8 * i, true)
  rings.push(ring)
  return start + 4 + 8 * count
}

/** Area enclosed in square metres (shoelace); holes run the other way round and count off. */
export function areaSquareMetres(villages: readonly Rings[]): number {
  let sum = 0
  for (const rings of villages) {
    let own = 0
    for (const ring of rings) {
      for (let i = 0; i + 3 < ring.length; i += 2)
        own += ring[i]! * ring[i + 3]! - ring[i + 2]! * ring[i + 1]!
    }
    sum += Math.abs(own) / 2
  }
  return sum
}
