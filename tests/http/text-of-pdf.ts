import { readPdf } from '../unit/portfolio/read-pdf.ts'

/** The text that a PDF shows, word by word as its pages hold it. */
export function textOf(pdf: Buffer): string {
  return readPdf(pdf)
    .map(({ text }) => text)
    .join(' ')
}
