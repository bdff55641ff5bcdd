import { SaxesParser } from 'saxes'
import { Problem } from '../../core/problem.ts'

/** An element of a request, as far as requests need it: namespaces resolved, no comments or instructions. */
export interface XmlNode {
  /** Namespace; empty for none. */
  uri: string
  name: string
  /** Those without a namespace. */
  attributes: Readonly<Record<string, string>>
  children: readonly XmlNode[]
  /** Text directly within, without space around it. */
  text: string
  /** Texts and elements directly within, in their order. */
  content: readonly (string | XmlNode)[]
}

const limits = { characters: 262_144, depth: 60, elements: 5_000, attributes: 40 }

/** As XML 1.0, whatever the declaration says: 1.1 has control characters as references, which no XML 1.0 that we write may hold. */
const OPTIONS = {
  xmlns: true,
  position: false,
  defaultXMLVersion: '1.0',
  forceXMLVersion: true,
} as const

/**
 * Reads the body of a request. There is no DTD: entities, external or exponential, cannot be declared, and nothing is
 * fetched. Throws Problem (400) on XML that is not well-formed, too large, too deep or in too many pieces.
 */
export function readXml(body: string): XmlNode {
  if (body.length > limits.characters) throw refuse(`at most ${limits.characters} characters`, body.length)
  const parser = new SaxesParser(OPTIONS)
  const open: Building[] = []
  let root: Building | undefined
  let elements = 0
  parser.on('error', (error) => {
    throw refuse('well-formed XML', error.message)
  })
  parser.on('doctype', () => {
    throw refuse('XML without DOCTYPE', 'a DOCTYPE')
  })
  parser.on('opentag', ({ uri, local, attributes }) => {
    elements += 1
    if (elements > limits.elements) throw refuse(`at most ${limits.elements} elements`, 'more')
    if (open.length >= limits.depth) throw refuse(`elements nested at most ${limits.depth} deep`, 'more')
    const element = beginElement(uri, local, Object.values(attributes))
    open.at(-1)?.children.push(element)
    open.at(-1)?.content.push(element)
    root ??= element
    open.push(element)
  })
  const addText = (text: string) => {
    const element = open.at(-1)
    if (!element) return
    element.text += text
    element.content.push(text)
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const element = open.pop()
    if (element) element.text = element.text.trim()
  })
  try {
    parser.write(body).close()
  } catch (error) {
    if (error instanceof Problem) throw error
    throw refuse('well-formed XML', error instanceof Error ? error.message : String(error))
  }
  if (!root) throw refuse('an XML element', 'none')
  return root
}

function beginElement(
  uri: string,
  name: string,
  pairs: readonly { prefix: string; name: string; value: string }[],
): Building {
  if (pairs.length > limits.attributes) throw refuse(`at most ${limits.attributes} attributes`, pairs.length)
  const named = pairs.filter(({ prefix }) => prefix === '').map(({ name, value }) => [name, value])
  return { uri, name, attributes: Object.fromEntries(named), children: [], text: '', content: [] }
}

interface Building {
  uri: string
  name: string
  attributes: Record<string, string>
  children: Building[]
  text: string
  content: (string | Building)[]
}

function refuse(expected: string, received: unknown): Problem {
  const shown = String(received).slice(0, 200)
  return new Problem({
    title: 'Body not understood',
    status: 400,
    detail: `body: expected ${expected}, received ${shown}`,
    parameter: 'body',
    received: shown,
    expected,
  })
}

export function childNamed(node: XmlNode, name: string): XmlNode | undefined {
  return node.children.find((child) => child.name === name)
}

export function childrenNamed(node: XmlNode, name: string): XmlNode[] {
  return node.children.filter((child) => child.name === name)
}
