import type { FileHandle } from 'node:fs/promises'
import type { ReadLimits } from './source-file.ts'
import { UnreadableFile } from './unreadable-file.ts'

export interface ZipEntry {
  /** As the archive has it: a label, never to be used as a path. */
  name: string
  /** 0 stored, 8 deflated. */
  method: number
  encrypted: boolean
  checksum: number
  packedBytes: number
  /** What the archive claims; not to be trusted before it has been unpacked. */
  unpackedBytes: number
  headerOffset: number
}

const END_SIGNATURE = 0x06054b50
const END_BYTES = 22
const LONGEST_COMMENT = 0xffff
const ENTRY_SIGNATURE = 0x02014b50
const ENTRY_BYTES = 46
/** Entry of average length; the directory of honest archives is far smaller. */
const BYTES_PER_ENTRY = 512

interface EndRecord {
  entries: number
  directoryBytes: number
  directoryOffset: number
}

async function readAt(handle: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes)
  const { bytesRead } = await handle.read(buffer, 0, bytes, position)
  return buffer.subarray(0, bytesRead)
}

/** The record that ends an archive (APPNOTE 4.3.16), found from the back. */
function findEnd(tail: Buffer): EndRecord | null {
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === END_SIGNATURE)
      return {
        entries: tail.readUInt16LE(at + 10),
        directoryBytes: tail.readUInt32LE(at + 12),
        directoryOffset: tail.readUInt32LE(at + 16),
      }
  }
  return null
}

function parseEntry(directory: Buffer, at: number): { entry: ZipEntry; next: number } | null {
  if (at + ENTRY_BYTES > directory.length || directory.readUInt32LE(at) !== ENTRY_SIGNATURE) return null
  const flags = directory.readUInt16LE(at + 8)
  const nameEnd = at + ENTRY_BYTES + directory.readUInt16LE(at + 28)
  const next = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  if (next > directory.length) return null
  const entry = {
    name: directory.toString(flags & 0x800 ? 'utf8' : 'latin1', at + ENTRY_BYTES, nameEnd),
    method: directory.readUInt16LE(at + 10),
    encrypted: (flags & 1) !== 0,
    checksum: directory.readUInt32LE(at + 16),
    packedBytes: directory.readUInt32LE(at + 20),
    unpackedBytes: directory.readUInt32LE(at + 24),
    headerOffset: directory.readUInt32LE(at + 42),
  }
  return { entry, next }
}

/** Reads the list of a zip file's entries (APPNOTE 4.3.12). Throws UnreadableFile; ZIP64 is refused. */
export async function readCentralDirectory(
  handle: FileHandle,
  file: string,
  limits: ReadLimits,
): Promise<ZipEntry[]> {
  const { size } = await handle.stat()
  const tailBytes = Math.min(size, END_BYTES + LONGEST_COMMENT)
  const end = findEnd(await readAt(handle, size - tailBytes, tailBytes))
  if (!end)
    throw new UnreadableFile({
      file,
      expected: 'a zip archive with its directory at the end',
      received: 'none: truncated',
    })
  if (end.entries === 0xffff || end.directoryOffset === 0xffffffff)
    throw new UnreadableFile({ file, expected: 'a zip archive of less than 4 GB', received: 'ZIP64' })
  const { maxArchiveEntries } = limits
  if (end.entries > maxArchiveEntries || end.directoryBytes > maxArchiveEntries * BYTES_PER_ENTRY)
    throw new UnreadableFile({
      file,
      expected: `at most ${maxArchiveEntries} entries`,
      received: end.entries,
    })
  const directory = await readAt(handle, end.directoryOffset, end.directoryBytes)
  const entries: ZipEntry[] = []
  for (let at = 0; entries.length < end.entries; ) {
    const parsed = parseEntry(directory, at)
    if (!parsed)
      throw new UnreadableFile({
        file,
        expected: `${end.entries} entries`,
        received: `${entries.length}: damaged`,
      })
    entries.push(parsed.entry)
    at = parsed.next
  }
  return entries
}
