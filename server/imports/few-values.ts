import { cellText } from '../ingest/read-entry.ts'

/** A column of more is no column of kinds. */
const MOST = 30
const LONGEST = 500

/** Gathers row by row which different texts each column of kinds holds, as an import would read them. */
export class FewValues {
  readonly #fields: readonly string[]
  readonly #found: Map<string, Set<string> | null>

  constructor(fields: readonly string[]) {
    this.#fields = fields
    this.#found = new Map(fields.map((field) => [field, new Set()]))
  }

  add(properties: Readonly<Record<string, unknown>>): void {
    for (const [field, values] of this.#found) {
      const text = values && cellText(properties[field])
      if (!text) continue
      if (text.length <= LONGEST) values.add(text)
      if (values.size > MOST || text.length > LONGEST) this.#found.set(field, null)
    }
  }

  /** By column, in order of appearance; empty where they are many. */
  get kinds(): string[][] {
    return this.#fields.map((field) => [...(this.#found.get(field) ?? [])])
  }
}
