import { createHash, randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'

/**
 * A file of one JSON value with typed arrays in it: a word that names the format, the length of the JSON as eight bytes,
 * the JSON in which `{"$array": n}` stands for array n, the arrays, each from a multiple of eight bytes on, and the SHA-256
 * of all that. Arrays that share memory are written once. Bytes are little-endian, as every machine is that this runs on.
 */
const MAGIC = Buffer.from('PUTILES1')
const DIGEST_BYTES = 32
/** Read, written and hashed at a time, so that requests meanwhile wait for no more than that. */
const PIECE_BYTES = 2 * 1024 * 1024

const KINDS = {
  float64: Float64Array,
  uint32: Uint32Array,
  uint16: Uint16Array,
  uint8: Uint8Array,
} as const
type Kind = keyof typeof KINDS | 'buffer'

interface Head {
  arrays: { kind: Kind; bytes: number }[]
  value: unknown
}

const padded = (bytes: number) => Math.ceil(bytes / 8) * 8

function kindOf(value: unknown): Kind | undefined {
  if (value instanceof SharedArrayBuffer) return 'buffer'
  const entry = Object.entries(KINDS).find(([, type]) => value instanceof type)
  return entry?.[0] as Kind | undefined
}

function takeApart(value: unknown): { head: Head; bodies: Uint8Array[] } {
  const numbers = new Map<unknown, number>()
  const arrays: Head['arrays'] = []
  const bodies: Uint8Array[] = []
  const text = JSON.stringify(value, (_, part: unknown) => {
    const kind = kindOf(part)
    if (!kind) return part
    const view = part as Uint8Array | SharedArrayBuffer
    const memory = view instanceof SharedArrayBuffer ? view : view.buffer
    const known = numbers.get(memory)
    if (known !== undefined && arrays[known]?.kind === kind) return { $array: known }
    const body = new Uint8Array(memory)
    if (body.byteLength !== view.byteLength) throw new Error('an array that is a part of its memory')
    numbers.set(memory, arrays.length)
    arrays.push({ kind, bytes: body.byteLength })
    bodies.push(body)
    return { $array: arrays.length - 1 }
  })
  return { head: { arrays, value: JSON.parse(text) }, bodies }
}

/** Writes beside the path first, so that there is never half a file under it. */
export async function writeArrays(path: string, value: unknown): Promise<void> {
  const { head, bodies } = takeApart(value)
  const json = Buffer.from(JSON.stringify(head))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  const start = Buffer.concat([MAGIC, length, json])
  const beside = `${path}.${randomBytes(6).toString('hex')}.new`
  const file = await open(beside, 'wx')
  try {
    const hash = createHash('sha256')
    for (const part of [start, ...bodies]) {
      for (let at = 0; at < part.byteLength; at += PIECE_BYTES) {
        // A copy, since shared memory may not be passed to the file system.
        const piece = Buffer.from(part.subarray(at, at + PIECE_BYTES))
        hash.update(piece)
        await file.writeFile(piece)
      }
      const gap = Buffer.alloc(padded(part.byteLength) - part.byteLength)
      hash.update(gap)
      await file.writeFile(gap)
    }
    await file.writeFile(hash.digest())
    await file.close()
    await rename(beside, path)
  } catch (error) {
    await file.close().catch(() => {})
    await rm(beside, { force: true })
    throw error
  }
}

/** The value that was written, with arrays in shared memory; undefined when the file is not whole, or there is none. */
export async function readArrays(path: string): Promise<unknown> {
  let file: FileHandle | undefined
  try {
    file = await open(path, 'r')
    return await readFrom(file)
  } catch {
    return undefined
  } finally {
    await file?.close().catch(() => {})
  }
}

async function readFrom(file: FileHandle): Promise<unknown> {
  const { size } = await file.stat()
  const hash = createHash('sha256')
  let at = 0
  const take = async (into: Uint8Array) => {
    for (let done = 0; done < into.byteLength; ) {
      const piece = Buffer.alloc(Math.min(PIECE_BYTES, into.byteLength - done))
      const { bytesRead } = await file.read(piece, 0, piece.length, at)
      if (bytesRead === 0) throw new Error('the file ends early')
      const read = piece.subarray(0, bytesRead)
      hash.update(read)
      into.set(read, done)
      done += bytesRead
      at += bytesRead
    }
    return into
  }
  const skip = async () => take(Buffer.alloc(padded(at) - at))
  const start = Buffer.from(await take(Buffer.alloc(MAGIC.length + 8)))
  const length = Number(start.readBigUInt64LE(MAGIC.length))
  if (!start.subarray(0, MAGIC.length).equals(MAGIC) || length > size) throw new Error('another format')
  const head = JSON.parse((await take(Buffer.alloc(length))).toString()) as Head
  await skip()
  const total = head.arrays.reduce((sum, { bytes }) => sum + padded(bytes), padded(start.length + length))
  if (total + DIGEST_BYTES !== size) throw new Error('not of the length that it says')
  const arrays: unknown[] = []
  for (const { kind, bytes } of head.arrays) {
    const memory = new SharedArrayBuffer(bytes)
    await take(new Uint8Array(memory))
    await skip()
    arrays.push(kind === 'buffer' ? memory : arrayOver(kind, memory))
  }
  const digest = Buffer.alloc(DIGEST_BYTES)
  await file.read(digest, 0, DIGEST_BYTES, at)
  if (!hash.digest().equals(digest)) throw new Error('not as it was written')
  return putTogether(head.value, arrays)
}

function arrayOver(kind: keyof typeof KINDS, memory: SharedArrayBuffer): ArrayBufferView {
  const type: new (memory: SharedArrayBuffer) => ArrayBufferView = KINDS[kind]
  return new type(memory)
}

function putTogether(value: unknown, arrays: readonly unknown[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((part) => putTogether(part, arrays))
  if ('$array' in value) return arrays[(value as { $array: number }).$array]
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, putTogether(part, arrays)]))
}
