import { escapeXml } from '../../core/escape-xml.ts'

/** A piece of well-formed XML, made by `element`, or `embedXml` of what was read before. */
export interface Xml {
  readonly markup: string
}

/** Text is escaped; null and undefined leave nothing behind. */
export type XmlChild = Xml | string | number | null | undefined | readonly XmlChild[]
export type XmlAttributes = Readonly<Record<string, string | number | null | undefined>>

/** One element. Names are our own; attributes and texts may be anybody's. */
export function element(name: string, attributes: XmlAttributes, ...children: readonly XmlChild[]): Xml {
  const pairs = Object.entries(attributes).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [` ${key}="${escapeXml(String(value))}"`],
  )
  const content = children.map(markupOf).join('')
  const open = `<${name}${pairs.join('')}`
  return { markup: content === '' ? `${open}/>` : `${open}>${content}</${name}>` }
}

/** A document that somebody else wrote, as a part of ours: its root alone, which was read as well-formed and declares what it needs. */
export function embedXml(root: string): Xml {
  return { markup: root }
}

/** A whole document in UTF-8; with the address of its DTD where an old format wants one named. */
export function xmlDocument(root: Xml, dtd?: { root: string; address: string }): string {
  const doctype = dtd ? `<!DOCTYPE ${dtd.root} SYSTEM "${dtd.address}">\n` : ''
  return `<?xml version="1.0" encoding="UTF-8"?>\n${doctype}${root.markup}\n`
}

function markupOf(child: XmlChild): string {
  if (child === null || child === undefined) return ''
  if (typeof child === 'string') return escapeXml(child)
  if (typeof child === 'number') return String(child)
  return isXml(child) ? child.markup : child.map(markupOf).join('')
}

function isXml(child: Xml | readonly XmlChild[]): child is Xml {
  return !Array.isArray(child)
}
