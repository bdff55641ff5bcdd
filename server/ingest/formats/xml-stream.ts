import { type SaxesAttributePlain, SaxesParser } from 'saxes'
import type { ReadLimits } from './source-file.ts'
import { UnreadableFile } from './unreadable-file.ts'

export type XmlAttributes = Record<string, string>

/** What is told of an XML stream; names come without their prefix. */
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

function makeParser(handler: XmlHandler, { file, part, limits }: XmlSettings): SaxesParser {
  const parser = new SaxesParser({ position: false })
  const refuse = (expected: string, received: string, cause?: unknown) => {
    throw new UnreadableFile({ file, expected: `${part}: ${expected}`, received }, { cause })
  }
  let depth = 0
  parser.on('error', (error) => refuse('well-formed XML', error.message, error))
  // Entities need a DOCTYPE to be declared in; no workbook has one.
  parser.on('doctype', () => refuse('XML without DOCTYPE', 'a DOCTYPE'))
  parser.on('opentag', (tag) => {
    depth += 1
    if (depth > limits.maxNesting) refuse(`XML nested at most ${limits.maxNesting} deep`, 'more')
    const entries = Object.entries(tag.attributes as Record<string, SaxesAttributePlain>)
    const attributes = Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
    handler.open(localName(tag.name), attributes)
  })
  parser.on('closetag', (tag) => {
    depth -= 1
    handler.close(localName(tag.name))
  })
  parser.on('text', (text) => handler.text(text))
  parser.on('cdata', (text) => handler.text(text))
  return parser
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
  const parser = makeParser(handler, settings)
  const decoder = new TextDecoder()
  for await (const chunk of chunks) {
    parser.write(decoder.decode(chunk, { stream: true }))
    yield
  }
  parser.write(decoder.decode()).close()
  yield
}
