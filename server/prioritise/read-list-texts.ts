import { setImmediate } from 'node:timers/promises'
import type { Knex } from 'knex'
import type { ChoiceColumn } from '../../core/score/ranking-columns.ts'
import { partOf, type WorkWatch } from '../workload/work-watch.ts'
import type { AlternativeSet } from './alternative-store.ts'
import { type Alternatives, codeOf, shared } from './alternatives.ts'
import type { PackedTexts } from './arrange-rows.ts'
import type { Choices, ListTexts, OrderedTexts } from './list-texts.ts'
import type { RankingContext } from './ranking-context.ts'
import { readOfficeColumns } from './row-texts.ts'

/** Few enough that neither reading nor taking them over delays other requests. */
const PAGE_ROWS = 5000
/** Share of the time that reading takes; the rest is putting titles in order. */
const READING = 0.9

/** The texts of alternatives: read once until something changes, and no longer than somebody waits for them. */
export function readListTexts(
  { knex, calculator, texts }: RankingContext,
  { alternatives }: AlternativeSet,
  key: string,
  watch: WorkWatch,
): Promise<ListTexts> {
  const make = async (own: Required<WorkWatch>): Promise<ListTexts> => {
    const read = await readTexts(knex, alternatives, partOf(own, 0, READING))
    const inOrder = async (packed: PackedTexts): Promise<OrderedTexts> => ({
      ...packed,
      places: await calculator.run('text-places', packed, alternatives.count * ORDER_COST, own),
    })
    const [title, code] = [await inOrder(read.title), await inOrder(await packCodes(alternatives))]
    return { texts: { title, code }, choices: read.choices, districtNames: read.districtNames }
  }
  return texts.get(key, make, watch)
}

/** Of a text relative to a value of a weighted sum. */
const ORDER_COST = 10

async function readTexts(knex: Knex, { ids, count }: Alternatives, { signal, onProgress }: WorkWatch) {
  const titles = new TextPacker(count)
  const choices = {
    village: new ChoicePacker(count),
    district: new ChoicePacker(count),
    status: new ChoicePacker(count),
    agency: new ChoicePacker(count),
    sector: new ChoicePacker(count),
  } satisfies Record<ChoiceColumn, ChoicePacker>
  const districtNames = new Map<string, string>()
  for (let from = 0; from < count; from += PAGE_ROWS) {
    signal?.throwIfAborted()
    const wanted = Array.from(ids.subarray(from, from + PAGE_ROWS))
    const page = await readOfficeColumns(knex, wanted)
    const placeOf = new Map(page.ids.map((id, at) => [id, at]))
    for (const [offset, id] of wanted.entries()) {
      const [row, at] = [from + offset, placeOf.get(id) ?? -1]
      // One that has gone since the alternatives were read has no texts.
      titles.add(page.titles[at] ?? '')
      choices.village.set(row, page.villages[at])
      choices.district.set(row, page.districts[at])
      choices.status.set(row, page.statuses[at])
      choices.agency.set(row, page.agencies[at])
      choices.sector.set(row, page.sectors[at])
    }
    for (const [at, district] of page.districts.entries())
      if (district) districtNames.set(district, page.districtNames[at] ?? district)
    onProgress?.({ done: Math.min(count, from + PAGE_ROWS), of: count })
  }
  return { title: titles.pack(), choices, districtNames }
}

async function packCodes(alternatives: Alternatives): Promise<PackedTexts> {
  const codes = new TextPacker(alternatives.count)
  for (let row = 0; row < alternatives.count; row++) {
    codes.add(codeOf(alternatives, row))
    if (row % PAGE_ROWS === PAGE_ROWS - 1) await setImmediate()
  }
  return codes.pack()
}

class ChoicePacker implements Choices {
  readonly values: string[] = []
  readonly index: Int32Array
  readonly #known = new Map<string, number>()

  constructor(rows: number) {
    this.index = shared(Int32Array, rows)
  }

  set(row: number, value: string | null | undefined): void {
    this.index[row] = value ? this.#placeOf(value) : -1
  }

  #placeOf(value: string): number {
    const known = this.#known.get(value)
    if (known !== undefined) return known
    const place = this.values.push(value) - 1
    this.#known.set(value, place)
    return place
  }
}

/** Texts in small letters, in chunks until all are there. */
class TextPacker {
  readonly #starts: Uint32Array
  readonly #chunks: Buffer[] = []
  #waiting: string[] = []
  #bytes = 0
  #row = 0

  constructor(rows: number) {
    this.#starts = shared(Uint32Array, rows + 1)
  }

  add(text: string): void {
    const small = `${text.toLowerCase()}\n`
    this.#waiting.push(small)
    this.#bytes += Buffer.byteLength(small)
    this.#starts[++this.#row] = this.#bytes
    if (this.#waiting.length >= PAGE_ROWS) this.#close()
  }

  pack(): PackedTexts {
    this.#close()
    const bytes = shared(Uint8Array, this.#bytes)
    let at = 0
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at)
      at += chunk.length
    }
    return { bytes, starts: this.#starts }
  }

  #close(): void {
    this.#chunks.push(Buffer.from(this.#waiting.join('')))
    this.#waiting = []
  }
}
