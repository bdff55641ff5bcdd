import { sha256 } from './sha256.ts'

export interface DigestedInputs {
  readonly criteria: readonly { readonly key: string; readonly version: number | string }[]
  /** UTF-8 of all codes one after another, rows in code order, and the bytes of each. */
  readonly codeBytes: Uint8Array
  readonly codeLengths: Uint16Array
  readonly columns: readonly Uint16Array[]
  /** For each criterion 1 where its rule for missing values leaves the row out; null when it leaves out none. */
  readonly absent: readonly (Uint8Array | null)[]
  /** Rupiah; NaN when unknown. */
  readonly costs: Float64Array
}

/** Stands for a value that a rule leaves out; no per mille value is as great. */
const ABSENT = 0xffff
const UNKNOWN = 0x7ff8000000000000n

/**
 * SHA-256 of what a ranking or portfolio starts from, byte for byte the same from either database engine and from a
 * decision file: a line for each criterion with its version, the number of rows, each code's length and bytes, each
 * column as unsigned 16-bit, the costs as 64-bit floats; all little-endian.
 */
export async function inputsDigest(inputs: DigestedInputs): Promise<string> {
  const { criteria, codeBytes, codeLengths, columns, absent, costs } = inputs
  const rows = costs.length
  const head = new TextEncoder().encode(
    `petausul-inputs 1\n${criteria.map(({ key, version }) => `${key}\t${version}\n`).join('')}${rows}\n`,
  )
  const bytes = new Uint8Array(head.length + rows * (2 + 2 * columns.length + 8) + codeBytes.length)
  const view = new DataView(bytes.buffer)
  bytes.set(head)
  let at = head.length
  for (const length of codeLengths) at = put16(view, at, length)
  bytes.set(codeBytes, at)
  at += codeBytes.length
  columns.forEach((column, c) => {
    const left = absent[c]
    for (let row = 0; row < rows; row++) at = put16(view, at, left?.[row] ? ABSENT : column[row]!)
  })
  for (let row = 0; row < rows; row++) {
    // There are many NaN bit patterns; an unknown cost is always this one.
    if (Number.isNaN(costs[row]!)) view.setBigUint64(at, UNKNOWN, true)
    else view.setFloat64(at, costs[row]!, true)
    at += 8
  }
  return sha256(bytes)
}

function put16(view: DataView, at: number, value: number): number {
  view.setUint16(at, value, true)
  return at + 2
}
