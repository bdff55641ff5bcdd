import type { ReadLimits } from './source-file.ts'
import { UnreadableFile } from './unreadable-file.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d

/** Longest value of a top-level member ('crs', 'name', …) that is kept. */
const LONGEST_MEMBER = 64 * 1024

const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

export interface SplitterSettings {
  file: string
  limits: ReadLimits
  /** Elements that are kept and handed out; those after it are only counted. */
  keepElements: number
}

/**
 * Splits one large JSON object, byte by byte, into the elements of its top-level array "features" and the texts
 * of its other top-level members, so that only one element is in memory at a time.
 * Brackets, nesting and sizes are checked here; whether an element is itself JSON is for its reader to find out.
 */
export class JsonSplitter {
  /** Top-level members other than "features" as JSON text; null where the value was too long to keep. */
  readonly members = new Map<string, string | null>()
  /** Elements of "features" that have begun. */
  elementCount = 0
  hasFeatures = false

  readonly #settings: SplitterSettings
  readonly #closers: number[] = []
  #inString = false
  #escaped = false
  #finished = false
  #inFeatures = false
  /** An element that is only counted has begun since the last comma. */
  #elementEnded = false
  #key: string | null = null
  #capture: 'key' | 'member' | 'element' | null = null
  #pieces: Buffer[] = []
  #pieceBytes = 0
  #captureStart = 0
  #complete: Buffer[] = []

  constructor(settings: SplitterSettings) {
    this.#settings = settings
  }

  /** Takes the next bytes; returns the elements that they completed. The chunk must not be reused afterwards. */
  push(chunk: Buffer): Buffer[] {
    this.#complete = []
    this.#captureStart = 0
    for (let at = 0; at < chunk.length; at += 1) {
      if (this.#inString) at = this.#string(chunk, at)
      else this.#structure(chunk, at)
    }
    if (this.#capture) this.#keepPiece(chunk, chunk.length)
    return this.#complete
  }

  /** Says that the bytes are over; throws UnreadableFile when the object is not. */
  end(): void {
    if (this.#finished) return
    const received = this.#closers.length === 0 ? 'an empty file' : 'the end of the file inside it: truncated'
    throw this.#fault('a complete JSON object', received)
  }

  #fault(expected: string, received: string): UnreadableFile {
    const row = this.#inFeatures && this.elementCount > 0 ? { row: this.elementCount } : {}
    return new UnreadableFile({ file: this.#settings.file, expected, received, ...row })
  }

  /** Runs through a string; returns the index of the last byte it dealt with. */
  #string(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at]
      if (this.#escaped) this.#escaped = false
      else if (byte === BACKSLASH) this.#escaped = true
      else if (byte === QUOTE) {
        this.#inString = false
        if (this.#capture === 'key') this.#key = parseKey(this.#take(chunk, at + 1))
        return at
      }
    }
    return chunk.length - 1
  }

  #structure(chunk: Buffer, at: number): void {
    const byte = chunk[at] ?? 0
    if (isSpace(byte)) return
    const depth = this.#closers.length
    if (depth === 0 && (this.#finished || byte !== OPEN_BRACE))
      throw this.#fault(
        'one JSON object',
        `"${String.fromCharCode(byte)}" ${this.#finished ? 'after' : 'before'} it`,
      )
    if (depth === 1) this.#topLevel(chunk, at, byte)
    else if (depth === 2 && this.#inFeatures) this.#betweenElements(chunk, at, byte)
    if (byte === QUOTE) this.#inString = true
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#open(byte)
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) this.#close(byte)
  }

  #topLevel(chunk: Buffer, at: number, byte: number): void {
    if (byte === COMMA || byte === CLOSE_BRACE) {
      if (this.#capture === 'member') this.members.set(this.#key ?? '', this.#takeMember(chunk, at))
      this.#key = null
    } else if (byte === COLON && this.#key !== null && this.#key !== 'features') {
      this.#begin('member', at + 1)
    } else if (byte === QUOTE && this.#key === null) {
      this.#begin('key', at)
    } else if (byte === OPEN_BRACKET && this.#key === 'features') {
      this.#inFeatures = true
      this.hasFeatures = true
    }
  }

  #betweenElements(chunk: Buffer, at: number, byte: number): void {
    if (byte === COMMA || byte === CLOSE_BRACKET) {
      if (this.#capture === 'element') this.#complete.push(this.#take(chunk, at))
      else if (byte === COMMA && !this.#elementEnded) throw this.#fault('a feature before each comma', 'none')
      this.#elementEnded = false
      if (byte === CLOSE_BRACKET) this.#inFeatures = false
    } else if (this.#capture === null && !this.#elementEnded) {
      this.elementCount += 1
      if (this.elementCount <= this.#settings.keepElements) this.#begin('element', at)
      else this.#elementEnded = true
    }
  }

  #open(byte: number): void {
    this.#closers.push(byte === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET)
    const { maxNesting } = this.#settings.limits
    if (this.#closers.length > maxNesting) throw this.#fault(`JSON nested at most ${maxNesting} deep`, 'more')
  }

  #close(byte: number): void {
    if (this.#closers.pop() !== byte)
      throw this.#fault('matching brackets', `"${String.fromCharCode(byte)}" that closes nothing`)
    if (this.#closers.length === 0) this.#finished = true
  }

  #begin(what: 'key' | 'member' | 'element', at: number): void {
    this.#capture = what
    this.#pieces = []
    this.#pieceBytes = 0
    this.#captureStart = at
  }

  #keepPiece(chunk: Buffer, end: number): void {
    this.#pieceBytes += end - this.#captureStart
    const { maxFeatureBytes } = this.#settings.limits
    if (this.#capture === 'element' && this.#pieceBytes > maxFeatureBytes)
      throw this.#fault(`features of at most ${maxFeatureBytes} bytes`, 'a larger one')
    // Of an over-long member only its length is of interest, not its text.
    if (this.#capture === 'element' || this.#pieceBytes <= LONGEST_MEMBER)
      this.#pieces.push(chunk.subarray(this.#captureStart, end))
  }

  #take(chunk: Buffer, end: number): Buffer {
    this.#keepPiece(chunk, end)
    this.#capture = null
    return this.#pieces.length === 1 ? (this.#pieces[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#pieces)
  }

  #takeMember(chunk: Buffer, end: number): string | null {
    const text = this.#take(chunk, end).toString()
    return this.#pieceBytes > LONGEST_MEMBER ? null : text
  }
}

function parseKey(text: Buffer): string {
  try {
    return String(JSON.parse(text.toString()))
  } catch {
    // A key that is no JSON string cannot be one that we look for.
    return ''
  }
}
