import type { GeometrySpan } from './canvas.ts'

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
  at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
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

/** By the name of each layer of a tile that our encoder wrote: where the geometries of its polygons stand, in order. */
export function readAreas(tile: Uint8Array): Map<string, GeometrySpan[]> {
  const layers = new Map<string, GeometrySpan[]>()
  const reader = new Reader(tile)
  reader.fields(tile.length, (number, end) => {
    if (number !== tileLayer) return
    let name = ''
    const areas: GeometrySpan[] = []
    reader.fields(end, (field, until) => {
      if (field === layerName) name = utf8.decode(tile.subarray(reader.at, until))
      else if (field === layerFeature) readFeature(reader, until, areas)
      else if (until === reader.at) reader.varint()
    })
    layers.set(name, areas)
  })
  return layers
}

function readFeature(reader: Reader, end: number, areas: GeometrySpan[]): void {
  let isArea = false
  reader.fields(end, (field, until) => {
    if (field === featureType) isArea = reader.varint() === POLYGON
    else if (field === featureGeometry) {
      if (isArea) areas.push([reader.at, until])
    } else if (until === reader.at) reader.varint()
  })
}
