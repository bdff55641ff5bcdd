import { SaxesParser } from 'saxes'

/** An element as a schema sees it. */
export interface XmlElement {
  uri: string
  name: string
  /** By "{uri}name"; names without a namespace as they are. */
  attributes: Record<string, string>
  children: XmlElement[]
  text: string
}

/** Parses a document with namespaces; throws on what is not well-formed, and on a DOCTYPE. */
export function parseXmlTree(document: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true })
  const root: XmlElement = { uri: '', name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('a DOCTYPE')
  })
  parser.on('opentag', ({ uri, local, attributes }) => {
    const named = Object.values(attributes)
      .filter(({ uri: of }) => of !== 'http://www.w3.org/2000/xmlns/')
      .map((attribute): [string, string] => [
        attribute.uri === '' ? attribute.local : `{${attribute.uri}}${attribute.local}`,
        attribute.value,
      ])
    const element = { uri, name: local, attributes: Object.fromEntries(named), children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    const element = open.at(-1)
    if (element) element.text += text
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(document).close()
  const element = root.children[0]
  if (!element) throw new Error('no element')
  return element
}

/** Documents that were read to their end in this process. */
const known = new Set<string>()

/** Throws as parseXmlTree does; of an answer that comes again and again, only the first time is work. */
export function expectWellFormed(document: string): void {
  if (known.has(document)) return
  parseXmlTree(document)
  known.add(document)
}

/** Every element of a local name, in document order. */
export function findAll(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...findAll(child, name),
  ])
}

export function findFirst(element: XmlElement, path: string): XmlElement | undefined {
  return path
    .split('/')
    .reduce<XmlElement | undefined>((at, name) => at?.children.find((child) => child.name === name), element)
}
