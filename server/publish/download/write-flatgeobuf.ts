import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { Envelope } from '../../../core/geo/envelope.ts'
import { codeOfGeometryType } from '../../geometry/geometry-types.ts'
import { checkFileSize } from './file-size.ts'
import { featureBytes } from './flatgeobuf/feature-bytes.ts'
import { headerBytes, MAGIC } from './flatgeobuf/header-bytes.ts'
import { hilbertOrder, NODE_SIZE, packedTree } from './flatgeobuf/packed-tree.ts'
import { promoteToMulti } from './promote-to-multi.ts'
import { boundsOf, growBy } from './source/bounds-of.ts'
import type { DownloadSource } from './source/download-source.ts'
import { PieceFile, readFilePieces, type Scratch } from './source/scratch.ts'

/** The index is made in memory, some 100 bytes a feature: larger layers go without one. */
const MOST_INDEXED = 1_000_000
const NOWHERE: Envelope = [Infinity, Infinity, -Infinity, -Infinity]
const FEATURES_AT_ONCE = 500

/** What was written of the features: where each stands, and its box. */
interface Written {
  count: number
  lengths: number[]
  starts: number[]
  boxes: number[]
  bounds: Envelope
  types: Set<number>
}

/**
 * FlatGeobuf 3 with its packed Hilbert R-tree, so that programs read only the part of it that they show. Features come first
 * into a file of their own, since the index before them tells where each is. Throws Problem (413) beyond 4 GB.
 */
export function writeFlatGeobuf(source: DownloadSource, scratch: Scratch): AsyncGenerator<Uint8Array> {
  return scratch.within(async function* (folder) {
    const path = join(folder, 'features')
    const written = await writeFeatures(path, source)
    const indexed = written.count > 0 && written.count <= MOST_INDEXED
    yield MAGIC
    yield await headerOf(source, written, indexed ? NODE_SIZE : 0)
    if (!indexed) {
      yield* readFilePieces(path)
      return
    }
    const { boxes, lengths, count } = written
    const box = (feature: number) => boxes.slice(feature * 4, feature * 4 + 4) as Envelope
    const order = hilbertOrder({ count, box }, written.bounds)
    yield packedTree(order, { box }, (feature) => lengths[feature] ?? 0)
    yield* readInOrder(path, order, written)
  })
}

async function writeFeatures(path: string, source: DownloadSource): Promise<Written> {
  const { layer, fields } = source
  const written: Written = {
    count: 0,
    lengths: [],
    starts: [],
    boxes: [],
    bounds: [...NOWHERE],
    types: new Set(),
  }
  const file = await PieceFile.create(path)
  try {
    for await (const features of source.read({ shapes: 'whole', rounded: false })) {
      for (const { geometry: own, values } of features) {
        const geometry = own && promoteToMulti(own, layer)
        const bytes = featureBytes(geometry, values, fields)
        const box = geometry ? boundsOf(geometry) : NOWHERE
        if (geometry) written.types.add(codeOfGeometryType(geometry.type))
        growBy(written.bounds, box)
        written.count++
        if (written.count <= MOST_INDEXED) {
          written.starts.push(file.length)
          written.lengths.push(bytes.length)
          written.boxes.push(...box)
        }
        file.write(bytes)
      }
      await file.flush()
      checkFileSize(layer.id, file.length)
    }
  } finally {
    await file.close()
  }
  return written
}

async function headerOf(source: DownloadSource, written: Written, nodeSize: number): Promise<Uint8Array> {
  const { layer, fields, language, crs } = source
  const { title, description, source: origin, licence } = await source.about()
  const [type = 0] = written.types.size === 1 ? written.types : []
  return headerBytes({
    name: layer.id,
    title,
    description: [description, origin, licence].filter(Boolean).join('\n'),
    fields,
    language,
    crs,
    envelope: written.bounds[0] <= written.bounds[2] ? written.bounds : null,
    geometryType: type,
    features: written.count,
    nodeSize,
  })
}

/** The features' bytes in an order of their numbers; the file was just written and is still in the system's memory. */
async function* readInOrder(
  path: string,
  order: Uint32Array,
  { starts, lengths }: Written,
): AsyncGenerator<Uint8Array> {
  const file = openSync(path, 'r')
  try {
    for (let at = 0; at < order.length; at += FEATURES_AT_ONCE) {
      const some = order.subarray(at, at + FEATURES_AT_ONCE)
      const total = some.reduce((sum, feature) => sum + (lengths[feature] ?? 0), 0)
      const bytes = Buffer.allocUnsafe(total)
      let filled = 0
      for (const feature of some) {
        const length = lengths[feature] ?? 0
        readSync(file, bytes, filled, length, starts[feature] ?? 0)
        filled += length
      }
      yield bytes
      await new Promise(setImmediate)
    }
  } finally {
    closeSync(file)
  }
}
