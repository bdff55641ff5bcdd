import { encode } from 'uqr'
import { type Html, html, trusted } from '../html.ts'

/** Free modules around it, as ISO/IEC 18004 asks. */
const QUIET = 4

/** A QR code as SVG; what it says is read out instead. */
export function qrCode(text: string, label: string): Html {
  const { data } = encode(text, { border: QUIET, ecc: 'M' })
  const dark = data.flatMap((row, y) =>
    runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`),
  )
  return html`<svg class="qr" viewBox="0 0 ${data.length} ${data.length}" role="img" aria-label="${label}" shape-rendering="crispEdges">${trusted(
    `<path fill="#fff" d="M0 0h${data.length}v${data.length}H0z"/><path fill="#000" d="${dark.join('')}"/>`,
  )}</svg>`
}

/** Where dark modules begin in a row, and how many follow. */
function runsOf(row: readonly boolean[]): [start: number, length: number][] {
  const runs: [number, number][] = []
  row.forEach((isDark, x) => {
    const last = runs.at(-1)
    if (!isDark) return
    if (last && last[0] + last[1] === x) last[1] += 1
    else runs.push([x, 1])
  })
  return runs
}
