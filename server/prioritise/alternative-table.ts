import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Knex } from 'knex'
import type { AlternativesAnswer, VillageColumn } from '../../core/api/alternatives.ts'
import { Problem } from '../../core/problem.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import type { AlternativeSet } from './alternative-store.ts'
import { KNOWN } from './alternatives.ts'
import { byKey } from './by-key.ts'
import { readTextColumns, type TextColumns } from './row-texts.ts'

/** Data of the planner's live table, as pieces of one JSON text. */
export interface AlternativeTable {
  /** Rows in the table, and rows that match the filter. */
  readonly count: number
  readonly total: number
  readonly pieces: readonly string[]
  /** Of the whole text in UTF-8. */
  readonly bytes: number
  readonly etag: string
}

/** Most rows of the table, as many as a browser can hold and draw; larger results are marked as truncated. */
export const MOST_TABLE_ROWS = 100_000
const PAGE_ROWS = 5000

/**
 * Columns of the alternatives in code order: codes, texts, places, per mille values, and which rows miss which value; each
 * criterion's figures are of all of them.
 * Undefined when rows have gone since the alternatives were read. Throws the signal's reason once it has fired.
 */
export async function makeAlternativeTable(
  knex: Knex,
  { alternatives, criteria, competition }: AlternativeSet,
  watch: WorkWatch & { readonly pageRows?: number } = {},
): Promise<AlternativeTable | undefined> {
  const { columns, states, absent, costs, figures, digest, count: total } = alternatives
  const count = Math.min(total, MOST_TABLE_ROWS)
  const texts = await readPages(knex, alternatives.ids.subarray(0, count), watch)
  if (!texts) return undefined
  const keys = criteria.map(({ key }) => key)
  const head: TableHead = {
    ...{ digest, count, total, truncated: count < total, competition, keys },
    figures: byKey(criteria, figures),
  }
  const table = new PieceWriter()
  table.add(JSON.stringify(head).slice(0, -1))
  const cellsOf = (column: (typeof TEXTS)[number][1]) => texts.map((page) => page[column])
  for (const [name, column] of TEXTS) await table.list(name, cellsOf(column))
  table.add(`,${member('villages')}${JSON.stringify(villagesOf(texts))}`)
  await table.numbers('costRupiah' satisfies Column, costs.subarray(0, count))
  table.add(`,${member('values')}{`)
  for (const [c, column] of columns.entries())
    await table.numbers(keys[c]!, column.subarray(0, count), c === 0)
  table.add(`},${member('missing')}{`)
  for (const [c, state] of states.entries()) {
    await table.numbers(
      keys[c]!,
      rowsWhere(state.subarray(0, count), (value) => value !== KNOWN),
      c === 0,
    )
  }
  table.add(`},${member('excluded')}{`)
  for (const [c, mask] of absent.entries()) {
    await table.numbers(keys[c]!, mask ? rowsWhere(mask.subarray(0, count), (out) => out === 1) : [], c === 0)
  }
  table.add('}}')
  return { count, total, ...table.finish() }
}

type Column = keyof AlternativesAnswer
type TableHead = Pick<
  AlternativesAnswer,
  'digest' | 'count' | 'total' | 'truncated' | 'competition' | 'keys' | 'figures'
>

/** Writes the name of a member of the answer. */
const member = (name: Column) => `"${name}":`

const TEXTS: readonly [Column, 'codes' | 'titles' | 'statuses' | 'sectors' | 'agencies' | 'points'][] = [
  ['codes', 'codes'],
  ['titles', 'titles'],
  ['status', 'statuses'],
  ['sector', 'sectors'],
  ['agency', 'agencies'],
  ['points', 'points'],
]

async function readPages(
  knex: Knex,
  ids: Int32Array,
  { signal, onProgress, pageRows = PAGE_ROWS }: WorkWatch & { readonly pageRows?: number },
): Promise<TextColumns[] | undefined> {
  const pages: TextColumns[] = []
  for (let from = 0; from < ids.length; from += pageRows) {
    signal?.throwIfAborted()
    const wanted = Array.from(ids.subarray(from, from + pageRows))
    const page = await readTextColumns(knex, wanted)
    if (page.count !== wanted.length) return undefined
    pages.push(page)
    if (from + pageRows < ids.length) onProgress?.({ done: from + pageRows, of: ids.length })
  }
  return pages
}

/** Each village once, and for every row the index of its village, −1 without one. */
function villagesOf(pages: readonly TextColumns[]): VillageColumn {
  const places = new Map<string, number>()
  const names: (string | null)[] = []
  const index = pages.flatMap(({ villageCodes, villageNames }) =>
    villageCodes.map((code, row) => {
      if (code === null) return -1
      const known = places.get(code)
      if (known !== undefined) return known
      places.set(code, names.length)
      return names.push(villageNames[row] ?? null) - 1
    }),
  )
  return { codes: [...places.keys()], names, index }
}

function rowsWhere(flags: Uint8Array, test: (flag: number) => boolean): number[] {
  const rows: number[] = []
  for (let row = 0; row < flags.length; row++) if (test(flags[row]!)) rows.push(row)
  return rows
}

/** Collects pieces of JSON, and lets other requests through between them. */
class PieceWriter {
  readonly #pieces: string[] = []
  readonly #hash = createHash('sha256')
  #bytes = 0

  add(piece: string): void {
    this.#pieces.push(piece)
    this.#bytes += Buffer.byteLength(piece)
    this.#hash.update(piece)
  }

  /** A member whose value is several JSON lists one after another. */
  async list(name: string, lists: readonly string[]): Promise<void> {
    this.add(`,${JSON.stringify(name)}:[`)
    for (const [at, list] of lists.entries()) {
      this.add(`${at > 0 ? ',' : ''}${list.slice(1, -1)}`)
      await setImmediate()
    }
    this.add(']')
  }

  /** A member whose value is a list of numbers; NaN is null. */
  async numbers(name: string, values: ArrayLike<number>, first = false): Promise<void> {
    this.add(`${first ? '' : ','}${JSON.stringify(name)}:[`)
    for (let from = 0; from < values.length; from += 2 * PAGE_ROWS) {
      const part = Array.prototype.slice.call(values, from, from + 2 * PAGE_ROWS) as number[]
      this.add(`${from > 0 ? ',' : ''}${JSON.stringify(part).slice(1, -1)}`)
      await setImmediate()
    }
    this.add(']')
  }

  finish(): Pick<AlternativeTable, 'pieces' | 'bytes' | 'etag'> {
    return {
      pieces: this.#pieces,
      bytes: this.#bytes,
      etag: `"${this.#hash.digest('base64url').slice(0, 27)}"`,
    }
  }
}

export function changedWhileReading(): Problem {
  return new Problem({
    title: 'Changing',
    status: 503,
    detail: 'Proposals are being written faster than they can be read: try again in a while',
  })
}
