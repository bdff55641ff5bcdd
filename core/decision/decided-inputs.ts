import type { DecisionFile } from './decision-file.ts'
import { inputsDigest } from './inputs-digest.ts'

/** What a decision file started from, in the form that is computed with. */
export interface DecidedInputs {
  readonly columns: readonly Uint16Array[]
  readonly absent: readonly (Uint8Array | null)[]
  readonly costs: Float64Array
}

/** The inputs of a decision file as typed arrays: columns of per mille values, exclusions and costs (NaN where unknown). */
export function decidedInputs({ inputs }: DecisionFile): DecidedInputs {
  const rows = inputs.codes.length
  return {
    columns: inputs.values.map((column) => Uint16Array.from(column)),
    absent: inputs.absent.map((list) => (list.length > 0 ? maskOf(list, rows) : null)),
    costs: Float64Array.from(inputs.costRupiah, (cost) => cost ?? Number.NaN),
  }
}

/** 1 for each row that a criterion with a weight above 0 leaves out; undefined when none is. */
export function excludedRows({ absent }: DecidedInputs, weights: readonly number[]): Uint8Array | undefined {
  const masks = absent.filter((mask, c) => mask !== null && weights[c]! > 0)
  const [first] = masks
  return first?.map((_, row) => (masks.some((mask) => mask![row] === 1) ? 1 : 0))
}

/** The digest of a file's inputs, computed anew from the inputs themselves. */
export async function digestOfInputs(file: DecisionFile): Promise<string> {
  const encoder = new TextEncoder()
  const codes = file.inputs.codes.map((code) => encoder.encode(code))
  const codeBytes = new Uint8Array(codes.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const code of codes) {
    codeBytes.set(code, at)
    at += code.length
  }
  const codeLengths = Uint16Array.from(codes, ({ length }) => length)
  return inputsDigest({ criteria: file.criteria, codeBytes, codeLengths, ...decidedInputs(file) })
}

function maskOf(list: readonly number[], rows: number): Uint8Array {
  const mask = new Uint8Array(rows)
  for (const row of list) mask[row] = 1
  return mask
}
