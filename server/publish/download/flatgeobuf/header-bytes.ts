import { Builder, type Offset } from 'flatbuffers'
import type { CrsDefinition } from '../../../../core/geo/crs-definitions.ts'
import { crsWkt } from '../../../../core/geo/crs-wkt.ts'
import type { Envelope } from '../../../../core/geo/envelope.ts'
import type { LayerField } from '../../../layers/layer.ts'
import { columnTypes } from './feature-bytes.ts'

export interface FlatGeobufHeader {
  name: string
  title: string
  description: string
  fields: readonly LayerField[]
  language: 'id' | 'en'
  crs: CrsDefinition
  /** Null while nothing has a place. */
  envelope: Envelope | null
  /** 0 where there are several types. */
  geometryType: number
  features: number
  /** Fan-out of the index; 0 for none. */
  nodeSize: number
}

/** "fgb", version 3, twice, and the patch level. */
export const MAGIC = Uint8Array.from([0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 0])

/** The header as a size-prefixed flatbuffer (header.fbs). */
export function headerBytes(header: FlatGeobufHeader): Uint8Array {
  const builder = new Builder(4096)
  const name = builder.createString(header.name)
  const title = builder.createString(header.title)
  const description = builder.createString(header.description)
  const columns = addColumns(builder, header)
  const crs = addCrs(builder, header.crs)
  const envelope = header.envelope ? addEnvelope(builder, header.envelope) : 0
  builder.startObject(14)
  builder.addFieldInt64(8, BigInt(header.features), 0n)
  builder.addFieldOffset(0, name, 0)
  if (envelope) builder.addFieldOffset(1, envelope, 0)
  builder.addFieldOffset(7, columns, 0)
  builder.addFieldOffset(10, crs, 0)
  builder.addFieldOffset(11, title, 0)
  builder.addFieldOffset(12, description, 0)
  builder.addFieldInt16(9, header.nodeSize, 16)
  builder.addFieldInt8(2, header.geometryType, 0)
  builder.finishSizePrefixed(builder.endObject())
  return builder.asUint8Array()
}

function addColumns(builder: Builder, { fields, language }: FlatGeobufHeader): Offset {
  const offsets = fields.map(({ name, type, title }) => {
    const [called, label] = [builder.createString(name), builder.createString(title[language])]
    builder.startObject(11)
    builder.addFieldOffset(0, called, 0)
    builder.addFieldOffset(2, label, 0)
    builder.addFieldInt8(1, columnTypes[type], 0)
    return builder.endObject()
  })
  builder.startVector(4, offsets.length, 4)
  for (const offset of offsets.toReversed()) builder.addOffset(offset)
  return builder.endVector()
}

function addCrs(builder: Builder, definition: CrsDefinition): Offset {
  const [organisation, name, wkt] = [
    builder.createString('EPSG'),
    builder.createString(definition.name),
    builder.createString(crsWkt(definition, 'ogc')),
  ]
  builder.startObject(6)
  builder.addFieldOffset(0, organisation, 0)
  builder.addFieldInt32(1, Number(definition.code.slice('EPSG:'.length)), 0)
  builder.addFieldOffset(2, name, 0)
  builder.addFieldOffset(4, wkt, 0)
  return builder.endObject()
}

function addEnvelope(builder: Builder, envelope: Envelope): Offset {
  builder.startVector(8, 4, 8)
  for (const value of envelope.toReversed()) builder.addFloat64(value)
  return builder.endVector()
}
