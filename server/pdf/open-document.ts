import PDFDocument from 'pdfkit'
import type { Language } from '../../core/proposal/label.ts'
import { registerFonts } from './fonts.ts'
import { PAGE } from './page.ts'

type Document = PDFKit.PDFDocument
export type Structure = PDFKit.PDFStructureElement

export interface DocumentOptions {
  readonly title: string
  readonly author?: string
  readonly made: Date
  readonly language: Language
  /** Keeps all pages until the end, so that each can say how many there are. */
  readonly keepsPages?: boolean
}

/** What is written in a document, and where it stands in its structure. */
export interface Paper {
  readonly document: Document
  /** The whole document: headings, paragraphs, figures and tables are its children, in reading order. */
  readonly body: Structure
}

/**
 * An A4 document with its fonts embedded, tagged for those who listen to it (PDF/UA-1, ISO 14289): whatever is drawn goes through
 * `put` with what it is, or through `decorate` where it says nothing.
 */
export function openDocument(options: DocumentOptions): Paper {
  const { title, author, made, language, keepsPages = false } = options
  const settings: PDFKit.PDFDocumentOptions = {
    size: 'A4',
    // A text at the very edge must not begin a page of its own.
    margins: { top: PAGE.margin, left: PAGE.margin, right: PAGE.margin, bottom: 0 },
    // None to begin with: one that is opened by its file is opened again whenever it is asked for by its name.
    font: '',
    pdfVersion: '1.7',
    tagged: true,
    bufferPages: keepsPages,
    lang: language === 'id' ? 'id-ID' : 'en-GB',
    displayTitle: true,
    info: { Title: title, ...(author && { Author: author }), Creator: 'PetaUsul', CreationDate: made },
  }
  // Its types do not know of PDF/UA yet.
  const document = new PDFDocument(Object.assign(settings, { subset: 'PDF/UA' }))
  registerFonts(document)
  const body = document.struct('Document')
  document.addStructure(body)
  return { document, body }
}

type Options = Pick<PDFKit.Mixins.StructureElementOptions, 'alt'> & {
  readonly scope?: 'Row' | 'Column'
  readonly bbox?: [left: number, top: number, right: number, bottom: number]
}

/** Draws something as a part of another: a heading (H1, H2), a paragraph (P), a figure, a cell. */
export function put({ document, body }: Paper, kind: string, draw: () => void, options: Options = {}): void {
  const element = document.struct(kind, options, draw)
  body.add(element)
  element.end()
}

/** Opens a part that has parts of its own, such as a table or a list; it ends with what `fill` puts into it. */
export function within({ document, body }: Paper, kind: string, fill: (paper: Paper) => void): void {
  const element = document.struct(kind)
  body.add(element)
  fill({ document, body: element })
  element.end()
}

/** Draws what only helps the eye: lines, grounds, page numbers, a heading that is repeated. Not inside `put`. */
export function decorate(
  { document }: Pick<Paper, 'document'>,
  draw: () => void,
  type: 'Layout' | 'Pagination' = 'Layout',
): void {
  document.markContent('Artifact', { type })
  draw()
  document.endMarkedContent()
}
