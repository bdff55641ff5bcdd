import { gzipSync } from 'node:zlib'
import { growableUint8 } from '../growable-array.ts'

/** A run of tiles with the same bytes; runLength 0 points to a leaf directory instead (PMTiles v3, section 4). */
export interface DirectoryEntry {
  tileId: number
  offset: number
  length: number
  runLength: number
}

/** Entries of one leaf: a reader fetches some 16 kB to find a tile. */
const ENTRIES_PER_LEAF = 4096

/** Header and root directory must fit into the first 16,384 bytes. */
const LARGEST_ROOT = 16384 - 127

/** Directory bytes, compressed: numbers as varints, column after column (PMTiles v3, section 4.2). */
export function encodeDirectory(entries: readonly DirectoryEntry[]): Buffer {
  const out = growableUint8()
  const varint = (value: number) => {
    let rest = value
    while (rest >= 128) {
      out.push((rest % 128) + 128)
      rest = Math.floor(rest / 128)
    }
    out.push(rest)
  }
  varint(entries.length)
  for (const [i, { tileId }] of entries.entries()) varint(tileId - (entries[i - 1]?.tileId ?? 0))
  for (const { runLength } of entries) varint(runLength)
  for (const { length } of entries) varint(length)
  for (const [i, { offset }] of entries.entries()) {
    const before = entries[i - 1]
    varint(before && offset === before.offset + before.length ? 0 : offset + 1)
  }
  return gzipSync(out.finish())
}

export interface Directories {
  root: Buffer
  leaves: Buffer
}

/** One root where it fits, else a root that points to leaves, which are larger until the root fits. */
export function encodeDirectories(entries: readonly DirectoryEntry[]): Directories {
  const root = encodeDirectory(entries)
  if (root.length <= LARGEST_ROOT) return { root, leaves: Buffer.alloc(0) }
  for (let perLeaf = ENTRIES_PER_LEAF; ; perLeaf *= 2) {
    const split = splitIntoLeaves(entries, perLeaf)
    if (split.root.length <= LARGEST_ROOT) return split
  }
}

function splitIntoLeaves(entries: readonly DirectoryEntry[], perLeaf: number): Directories {
  const leaves: Buffer[] = []
  const pointers: DirectoryEntry[] = []
  let offset = 0
  for (let start = 0; start < entries.length; start += perLeaf) {
    const leaf = encodeDirectory(entries.slice(start, start + perLeaf))
    pointers.push({ tileId: entries[start]!.tileId, offset, length: leaf.length, runLength: 0 })
    leaves.push(leaf)
    offset += leaf.length
  }
  return { root: encodeDirectory(pointers), leaves: Buffer.concat(leaves) }
}
