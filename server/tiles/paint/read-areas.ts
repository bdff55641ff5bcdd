import { Vertices } from './vertices.ts'

/** Wire types and fields of MVT 2.1 that are read here: layers, their names and features, types and geometries. */
const LENGTH_DELIMITED = 2
const tileLayer = 3
const layerName = 1
const layerFeature = 2
const featureType = 3
const featureGeometry = 4
const POLYGON = 3

const utf8 = new TextDecoder()

/** Walks the fields of a protobuf message. */
class Reader {
  readonly bytes: Uint8Array
  at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  varint(): number {
    const { bytes } = this
    let byte = bytes[this.at++]!
    let value = byte & 0x7f
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = bytes[this.at++]!
      value |= (byte & 0x7f) << shift
    }
    return value >>> 0
  }

  /** The fields up to `end`: the content of a field that has a length is from `at` to `until`; others are numbers. */
  fields(end: number, field: (number: number, until: number) => void): void {
    while (this.at < end) {
      const key = this.varint()
      if ((key & 7) !== LENGTH_DELIMITED) {
        field(key >> 3, this.at)
        continue
      }
      const length = this.varint()
      const until = this.at + length
      field(key >> 3, until)
      this.at = until
    }
  }
}

/** By the name of each layer of a tile that our encoder wrote: where its features start and end, in turn. */
export function readLayers(tile: Uint8Array): Map<string, number[]> {
  const layers = new Map<string, number[]>()
  const reader = new Reader(tile)
  reader.fields(tile.length, (number, end) => {
    if (number !== tileLayer) return
    let name = ''
    const features: number[] = []
    reader.fields(end, (field, until) => {
      if (field === layerName) name = utf8.decode(tile.subarray(reader.at, until))
      else if (field === layerFeature) features.push(reader.at, until)
      else if (until === reader.at) reader.varint()
    })
    layers.set(name, features)
  })
  return layers
}

/** Rings one after the other, not closed. */
export class Rings extends Vertices {
  /** Where each ring ends, in vertices. */
  readonly ends: number[] = []

  override clear(): void {
    super.clear()
    this.ends.length = 0
  }
}

/** Pixels to a unit of the tile. */
export interface UnitScale {
  x: number
  y: number
}

/** Reads the rings of the feature from `start` to `end` into pixels; none of what is no area. */
export function readRings(
  tile: Uint8Array,
  { start, end, scale }: { start: number; end: number; scale: UnitScale },
  rings: Rings,
): void {
  rings.clear()
  const reader = new Reader(tile, start)
  let isArea = false
  reader.fields(end, (field, until) => {
    if (field === featureType) isArea = reader.varint() === POLYGON
    else if (field === featureGeometry) {
      if (isArea) readGeometry(reader, until, scale, rings)
    } else if (until === reader.at) reader.varint()
  })
}

const MOVE_TO = 1
const CLOSE_PATH = 7

function readGeometry(reader: Reader, end: number, scale: UnitScale, rings: Rings): void {
  let x = 0
  let y = 0
  while (reader.at < end) {
    const command = reader.varint()
    const id = command & 7
    if (id === CLOSE_PATH) continue
    if (id === MOVE_TO && rings.count > 0) rings.ends.push(rings.count)
    for (let n = command >> 3; n > 0; n--) {
      const dx = reader.varint()
      const dy = reader.varint()
      x += (dx >>> 1) ^ -(dx & 1)
      y += (dy >>> 1) ^ -(dy & 1)
      rings.push(x * scale.x, y * scale.y)
    }
  }
  if (rings.count > 0) rings.ends.push(rings.count)
}
