import { setImmediate } from 'node:timers/promises'
import type { ChoiceColumn, TextColumn } from '../../core/score/ranking-columns.ts'
import { inSlices } from '../workload/in-slices.ts'
import { partOf, type WorkWatch } from '../workload/work-watch.ts'
import type { AlternativeSet } from './alternative-store.ts'
import { codeOf, shared } from './alternatives.ts'
import type { Choices, ListTexts, OrderedTexts, WantedTexts } from './list-texts.ts'
import type { RankingContext } from './ranking-context.ts'
import { type OfficeColumn, readAreaNames, readOfficeColumn } from './row-texts.ts'
import { TextOrder } from './text-order.ts'

/** Few enough that neither reading nor taking them over delays other requests. */
const PAGE_ROWS = 5000
const PAGES_AHEAD = 2

/**
 * The texts of alternatives that a question needs: each column read once until something changes, and no longer than somebody
 * waits for it.
 */
export async function readListTexts(
  context: RankingContext,
  set: AlternativeSet,
  wanted: WantedTexts,
  watch: WorkWatch,
): Promise<ListTexts> {
  const reader = new TextReader(context, set)
  const texts = new Map<string, OrderedTexts>()
  const choices = new Map<string, Choices>()
  const readings = [
    ...wanted.texts.map((column) => async (own: WorkWatch) => {
      texts.set(column, await reader.texts(column, own))
    }),
    ...wanted.choices.map((column) => async (own: WorkWatch) => {
      choices.set(column, await reader.choices(column, own))
    }),
  ]
  for (const [at, read] of readings.entries())
    await read(partOf(watch, at / readings.length, (at + 1) / readings.length))
  return { texts, choices }
}

/** Reads columns of texts of one set of alternatives, by way of the caches. */
class TextReader {
  readonly #context: RankingContext
  readonly #set: AlternativeSet
  readonly #key: string

  constructor(context: RankingContext, set: AlternativeSet) {
    this.#context = context
    this.#set = set
    this.#key = `${JSON.stringify(set.filter)} ${set.alternatives.digest}`
  }

  texts(column: TextColumn, watch: WorkWatch): Promise<OrderedTexts> {
    const make = (own: WorkWatch) => (column === 'code' ? this.#codes(own) : this.#titles(own))
    return this.#context.texts.get(`${column} ${this.#key}`, make, watch)
  }

  choices(column: ChoiceColumn, watch: WorkWatch): Promise<Choices> {
    const isArea = column === 'village' || column === 'district'
    const make = (own: WorkWatch) => (isArea ? this.#areas(column, own) : this.#office(column, own))
    return this.#context.choices.get(`${column} ${this.#key}`, make, watch)
  }

  async #titles(watch: WorkWatch): Promise<OrderedTexts> {
    const titles = new TextPacker(this.#set.alternatives.count)
    // One that has gone since the alternatives were read has no texts.
    await this.#read('title', (page) => titles.addPage(page.map((title) => title ?? '')), watch)
    return titles.pack(watch.signal)
  }

  async #codes({ signal }: WorkWatch): Promise<OrderedTexts> {
    const { alternatives } = this.#set
    const { count } = alternatives
    const codes = new TextPacker(count)
    for (let from = 0; from < count; from += PAGE_ROWS) {
      const rows = Array.from({ length: Math.min(PAGE_ROWS, count - from) }, (_, at) => from + at)
      codes.addPage(rows.map((row) => codeOf(alternatives, row)))
      await setImmediate()
      signal?.throwIfAborted()
    }
    return codes.pack(signal)
  }

  async #office(column: OfficeColumn, watch: WorkWatch): Promise<Choices> {
    const choices = new ChoicePacker(this.#set.alternatives.count)
    const take = (page: readonly (string | null)[]) => {
      for (const value of page) choices.add(value)
    }
    await this.#read(column, take, watch)
    return choices
  }

  /** Villages by their names, of which several may have one; districts by their codes, shown by their names. */
  async #areas(column: 'village' | 'district', watch: WorkWatch): Promise<Choices> {
    const make = (own: WorkWatch) => this.#office('village_code', own)
    const villages = await this.#context.choices.get(`village_code ${this.#key}`, make, watch)
    const areas = await readAreaNames(this.#context.knex, villages.values)
    const areaOf = villages.values.map((code) => areas.get(code))
    const kinds = new ChoicePacker(villages.values.length)
    for (const area of areaOf) kinds.add(column === 'village' ? area?.name : area?.districtCode)
    const names = new Map(areaOf.map((area) => [area?.districtCode, area?.districtName]))
    return {
      values: kinds.values,
      ...(column === 'district' && { names: kinds.values.map((code) => names.get(code) ?? code) }),
      index: villages.index.map((village) => (village < 0 ? -1 : kinds.index[village]!)),
    }
  }

  async #read(
    column: OfficeColumn,
    take: (page: readonly (string | null)[]) => void,
    { signal, onProgress }: WorkWatch,
  ): Promise<void> {
    const { ids, count } = this.#set.alternatives
    const ask = (from: number) => {
      const wanted = ids.subarray(from, from + PAGE_ROWS)
      const values = readOfficeColumn(this.#context.knex, column, wanted)
      // Asked for ahead: nobody may be there any longer to hear that it failed.
      values.catch(() => undefined)
      return { wanted, values }
    }
    const asked: ReturnType<typeof ask>[] = []
    let from = 0
    for (let done = 0; done < count; ) {
      // The database reads on while what has come is taken over.
      for (; from < count && asked.length < PAGES_AHEAD; from += PAGE_ROWS) asked.push(ask(from))
      const { wanted, values } = asked.shift()!
      const page = await values
      signal?.throwIfAborted()
      take(Array.from(wanted, (id) => page.get(id) ?? null))
      done += wanted.length
      onProgress?.({ done, of: count })
      await setImmediate()
    }
  }
}

class ChoicePacker implements Choices {
  readonly values: string[] = []
  readonly index: Int32Array
  readonly #known = new Map<string, number>()
  #row = 0

  constructor(rows: number) {
    this.index = shared(Int32Array, rows)
  }

  add(value: string | null | undefined): void {
    this.index[this.#row++] = value ? this.#placeOf(value) : -1
  }

  #placeOf(value: string): number {
    const known = this.#known.get(value)
    if (known !== undefined) return known
    const place = this.values.push(value) - 1
    this.#known.set(value, place)
    return place
  }
}

/** Texts in small letters, packed and put in order page by page. */
class TextPacker {
  readonly #starts: Uint32Array
  readonly #chunks: Buffer[] = []
  readonly #order = new TextOrder()
  #bytes = 0
  #row = 0

  constructor(rows: number) {
    this.#starts = shared(Uint32Array, rows + 1)
  }

  /** The texts of the next rows. */
  addPage(texts: readonly string[]): void {
    const small = texts.map((text) => text.toLowerCase())
    for (const text of small) {
      this.#bytes += Buffer.byteLength(text) + 1
      this.#starts[++this.#row] = this.#bytes
    }
    this.#chunks.push(Buffer.from(small.map((text) => `${text}\n`).join('')))
    this.#order.addPage(small)
  }

  async pack(signal: AbortSignal | undefined): Promise<OrderedTexts> {
    const bytes = shared(Uint8Array, this.#bytes)
    let at = 0
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at)
      at += chunk.length
    }
    return { bytes, starts: this.#starts, places: await inSlices(this.#order.places(), signal) }
  }
}
