import { createHash } from 'node:crypto'
import type { ColumnFigures } from '../../core/api/alternatives.ts'
import { inputsDigest } from '../../core/decision/inputs-digest.ts'
import type { Progress } from '../workload/work-watch.ts'
import { ABSENT, type AlternativePage, STATE_SHIFT, VALUE_MASK } from './alternative-page.ts'
import { type Alternatives, KNOWN, MISSING, OUT_OF_RANGE, type RawColumns, shared } from './alternatives.ts'

export interface AssembleRequest {
  readonly pages: readonly AlternativePage[]
  readonly criteria: readonly { readonly key: string; readonly version: number }[]
  /** Whether the pages hold raw values. */
  readonly withRaws?: boolean
}

/**
 * Puts pages together in code order, with each criterion's figures and the digest of all. O(n log pages). `onProgress` hears how
 * many of the criteria are done.
 */
export async function assembleAlternatives(
  { pages, criteria, withRaws = false }: AssembleRequest,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Alternatives> {
  const places = mergedOrder(pages)
  const count = places.page.length
  const gather: Gather = (into, of) => {
    const sources = pages.map(of)
    for (let row = 0; row < count; row++) into[row] = sources[places.page[row]!]![places.row[row]!]!
    return into
  }
  const ids = gather(shared(Int32Array, count), (page) => page.ids)
  const costs = gather(shared(Float64Array, count), (page) => page.costs)
  const codes = gatherCodes(pages, places)
  const cells = criteria.map((_, c) => {
    onProgress({ done: c, of: criteria.length })
    return splitCells(gather(new Uint16Array(count), (page) => page.cells[c] as Uint16Array<ArrayBuffer>))
  })
  const columns = cells.map(({ column }) => column)
  const absent = cells.map((cell) => cell.absent)
  const digest = await inputsDigest({ criteria, ...codes, columns, absent, costs })
  return {
    count,
    criteria,
    ids,
    ...codes,
    columns,
    states: cells.map(({ states }) => states),
    absent,
    costs,
    figures: cells.map(({ figures }) => figures),
    digest,
    ...(withRaws && { raws: gatherRaws({ criteria: criteria.length, count, digest }, gather) }),
  }
}

type Gather = <T extends Int32Array | Uint8Array | Uint16Array | Float64Array>(
  into: T,
  of: (page: AlternativePage) => T,
) => T

function gatherRaws(
  { criteria, count, digest }: { criteria: number; count: number; digest: string },
  gather: Gather,
): RawColumns {
  const columns = Array.from({ length: criteria }, (_, c) =>
    gather(shared(Float64Array, count), ({ raws }) => raws!.columns[c] as Float64Array<ArrayBuffer>),
  )
  const hash = createHash('sha256').update(digest)
  for (const column of columns) hash.update(column)
  return {
    columns,
    households: gather(shared(Uint8Array, count), ({ raws }) => raws!.households as Uint8Array<ArrayBuffer>),
    digest: hash.digest('hex'),
  }
}

/** Where each row of the whole comes from. */
interface Places {
  readonly page: Uint16Array
  readonly row: Uint32Array
}

function mergedOrder(pages: readonly AlternativePage[]): Places {
  const count = pages.reduce((sum, page) => sum + page.count, 0)
  const from = { page: new Uint16Array(count), row: new Uint32Array(count) }
  // One character a byte: such strings compare as the bytes of UTF-8 do.
  const codes: string[] = []
  pages.forEach((page, p) => {
    let at = 0
    const bytes = Buffer.from(page.codeBytes.buffer)
    for (let row = 0; row < page.count; row++) {
      from.page[codes.length] = p
      from.row[codes.length] = row
      codes.push(bytes.toString('latin1', at, at + page.codeLengths[row]!))
      at += page.codeLengths[row]!
    }
  })
  if (pages.length < 2) return from
  // The engine's merge sort finds the pages' own order and only merges them.
  const order = Array.from(codes.keys()).sort((a, b) => (codes[a]! < codes[b]! ? -1 : 1))
  return {
    page: Uint16Array.from(order, (at) => from.page[at]!),
    row: Uint32Array.from(order, (at) => from.row[at]!),
  }
}

function gatherCodes(pages: readonly AlternativePage[], places: Places) {
  const starts = pages.map(({ codeLengths }) =>
    startsOf(codeLengths, new Uint32Array(codeLengths.length + 1)),
  )
  const count = places.page.length
  const codeLengths = shared(Uint16Array, count)
  for (let row = 0; row < count; row++) {
    codeLengths[row] = pages[places.page[row]!]!.codeLengths[places.row[row]!]!
  }
  const codeStarts = startsOf(codeLengths, shared(Uint32Array, count + 1))
  const codeBytes = shared(Uint8Array, codeStarts[count]!)
  for (let row = 0; row < count; row++) {
    const page = places.page[row]!
    const start = starts[page]![places.row[row]!]!
    codeBytes.set(pages[page]!.codeBytes.subarray(start, start + codeLengths[row]!), codeStarts[row]!)
  }
  return { codeBytes, codeLengths, codeStarts }
}

function startsOf(lengths: Uint16Array, starts: Uint32Array): Uint32Array {
  for (let row = 0; row < lengths.length; row++) starts[row + 1] = starts[row]! + lengths[row]!
  return starts
}

function splitCells(cells: Uint16Array) {
  const column = shared(Uint16Array, cells.length)
  const states = shared(Uint8Array, cells.length)
  const mask = shared(Uint8Array, cells.length)
  const counts = [0, 0, 0]
  let absent = 0
  let least = 1000
  let greatest = 0
  for (let row = 0; row < cells.length; row++) {
    const state = cells[row]! >> STATE_SHIFT
    const value = cells[row]! & VALUE_MASK
    states[row] = state
    counts[state] = counts[state]! + 1
    if (value === ABSENT) {
      mask[row] = 1
      absent++
      continue
    }
    column[row] = value
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  const known = counts[KNOWN]! > 0 || absent < cells.length
  const figures: ColumnFigures = {
    missing: counts[MISSING]!,
    outOfRange: counts[OUT_OF_RANGE]!,
    absent,
    least: known ? least : 0,
    greatest,
  }
  return { column, states, absent: absent > 0 ? mask : null, figures }
}
