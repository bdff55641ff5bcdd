import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { UnreadableFile } from './unreadable-file.ts'

/** Other names under which tables state the encodings of the Encoding Standard. */
const SYNONYMS: [RegExp, string][] = [
  [/^(utf-?8|65001|cp65001)$/i, 'utf-8'],
  [/^(ansi\s*)?(cp|windows-?|ldid\/)?(1252|87|3)$/i, 'windows-1252'],
  [/^(iso-?)?8859[-_]?1$|^latin-?1$|^88591$/i, 'windows-1252'],
  [/^(ansi\s*)?(cp|windows-?)?(125[0-8])$/i, 'windows-$3'],
  [/^(iso-?)?8859[-_]?(\d{1,2})$/i, 'iso-8859-$2'],
]

/** Makes a decoder for an encoding by any of its usual names; throws UnreadableFile on an unknown one. */
export function makeDecoder(file: string, encoding: string): TextDecoder {
  const name = encoding.trim()
  const synonym = SYNONYMS.find(([form]) => form.test(name))
  try {
    return new TextDecoder(synonym ? name.replace(...synonym) : name)
  } catch (cause) {
    throw new UnreadableFile(
      { file, expected: 'an encoding such as utf-8 or windows-1252', received: name },
      { cause },
    )
  }
}

/** Bytes at the end that begin a UTF-8 character without finishing it (at most 3). */
function unfinishedTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return length > back ? back : 0
    }
    if (byte < 0x80) return 0
  }
  return 0
}

/**
 * The encoding of a text file: by its byte order mark, else UTF-8 if every byte of it is valid UTF-8, else
 * Windows-1252 (what Excel in Indonesia writes; it also reads Latin-1). Reads the whole file, keeping nothing.
 */
export async function detectEncoding(
  path: string,
): Promise<'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'> {
  let carried: Buffer = Buffer.alloc(0)
  let first = true
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    if (first && chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le'
    if (first && chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be'
    first = false
    const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk
    const whole = bytes.length - unfinishedTail(bytes)
    if (!isUtf8(bytes.subarray(0, whole))) return 'windows-1252'
    carried = bytes.subarray(whole)
  }
  return carried.length > 0 ? 'windows-1252' : 'utf-8'
}
