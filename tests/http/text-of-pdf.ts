import { inflateSync } from 'node:zlib'

/** The text that a PDF shows in its standard fonts, word by word as the streams hold it. */
export function textOf(pdf: Buffer): string {
  const shown: string[] = []
  for (let from = pdf.indexOf('stream\n'); from !== -1; from = pdf.indexOf('stream\n', from + 1)) {
    if (pdf.toString('latin1', from - 3, from) === 'end') continue
    const stream = pdf.subarray(from + 7, pdf.indexOf('\nendstream', from))
    // Pictures are streams too, packed in ways of their own.
    if (stream[0] !== 0x78) continue
    const content = inflateSync(stream).toString('latin1')
    for (const [, operands = ''] of content.matchAll(/\[((?:<[0-9a-f]*>|[-\d. ])*)\] TJ/g)) {
      const hex = [...operands.matchAll(/<([0-9a-f]*)>/g)].map(([, part]) => part).join('')
      shown.push(Buffer.from(hex, 'hex').toString('latin1'))
    }
  }
  return shown.join(' ').replaceAll(/\s+/g, ' ')
}
