import { SaxesParser } from 'saxes'
import type { ReadLimits } from './source-file.ts'
import { UnreadableFile } from './unreadable-file.ts'

export type XmlAttributes = Record<string, string>

/** What is reported of an XML stream; names come without their prefix. */
export interface XmlHandler {
  open(name: string, attributes: XmlAttributes): void
  close(name: string): void
  text(text: string): void
}

export interface XmlSettings {
  file: string
  /** The part of the archive, for errors. */
  part: string
  limits: ReadLimits
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

/** Longest text, attribute or tag, as a multiple of a row's characters: escapes (&quot;) stretch a text sixfold. */
const STRETCH = 8

class GuardedParser {
  readonly #parser = new SaxesParser({ position: false })
  readonly #handler: XmlHandler
  readonly #settings: XmlSettings
  #depth = 0
  #pending = 0

  constructor(handler: XmlHandler, settings: XmlSettings) {
    this.#handler = handler
    this.#settings = settings
    this.#parser.on('error', (error) => this.#refuse('well-formed XML', error.message, error))
    // Entities need a DOCTYPE to be declared in; no workbook has one.
    this.#parser.on('doctype', () => this.#refuse('XML without DOCTYPE', 'a DOCTYPE'))
    this.#parser.on('opentag', ({ name, attributes }) => this.#open(name, attributes))
    this.#parser.on('closetag', ({ name }) => this.#close(name))
    this.#parser.on('text', (text) => this.#handler.text(text))
    this.#parser.on('cdata', (text) => this.#handler.text(text))
  }

  #refuse(expected: string, received: string, cause?: unknown): never {
    const { file, part } = this.#settings
    throw new UnreadableFile({ file, expected: `${part}: ${expected}`, received }, { cause })
  }

  #open(name: string, attributes: Record<string, unknown>): void {
    const { maxNesting } = this.#settings.limits
    this.#pending = 0
    this.#depth += 1
    if (this.#depth > maxNesting) this.#refuse(`XML nested at most ${maxNesting} deep`, 'more')
    const texts = Object.entries(attributes).map(([key, value]) => [key, String(value)])
    this.#handler.open(localName(name), Object.fromEntries(texts))
  }

  #close(name: string): void {
    this.#pending = 0
    this.#depth -= 1
    this.#handler.close(localName(name))
  }

  /** The parser keeps a text or an attribute until its end, so its growth is watched from outside. */
  write(text: string): void {
    const { maxRowCharacters } = this.#settings.limits
    this.#pending += text.length
    this.#parser.write(text)
    if (this.#pending > maxRowCharacters * STRETCH)
      this.#refuse(`texts of at most ${maxRowCharacters} characters`, 'a longer one')
  }

  end(): void {
    this.#parser.close()
  }
}

/**
 * Parses XML as its bytes come in; after each chunk control is given back, so that a generator can hand out what
 * the handler has gathered. Throws UnreadableFile on XML that is not well-formed, has a DOCTYPE or nests too deeply.
 */
export async function* parseXml(
  chunks: AsyncIterable<Uint8Array>,
  handler: XmlHandler,
  settings: XmlSettings,
): AsyncGenerator<void> {
  const parser = new GuardedParser(handler, settings)
  const decoder = new TextDecoder()
  for await (const chunk of chunks) {
    parser.write(decoder.decode(chunk, { stream: true }))
    yield
  }
  parser.write(decoder.decode())
  parser.end()
  yield
}
