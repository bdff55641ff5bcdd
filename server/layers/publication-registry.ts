import type { Knex } from 'knex'
import { isUnpublished, readUnpublished } from './publication.ts'

/** Keeps in memory which layers are not public, so that an unchanged tile can be answered without the database. */
export class PublicationRegistry {
  readonly #knex: Knex
  readonly #onChange: (layerId: string) => void
  #unpublished: ReadonlySet<string>
  #reading: Promise<unknown> = Promise.resolve()

  /** `onChange` hears of every layer that came or went since. */
  static async open(knex: Knex, onChange: (layerId: string) => void): Promise<PublicationRegistry> {
    return new PublicationRegistry(knex, onChange, await readUnpublished(knex))
  }

  private constructor(knex: Knex, onChange: (layerId: string) => void, unpublished: ReadonlySet<string>) {
    this.#knex = knex
    this.#onChange = onChange
    this.#unpublished = unpublished
  }

  /** An arrow function, since callers pass it on without its object. */
  readonly isPublic = (layerId: string): boolean =>
    this.#unpublished.size === 0 || !isUnpublished(layerId, this.#unpublished)

  /** Whether any layer is unpublished, so that the office sees more than the public. */
  get hidesAny(): boolean {
    return this.#unpublished.size > 0
  }

  /** Reads the store again: after a change of it, here or on another instance. One reading at a time. */
  refresh(): Promise<void> {
    const mine = this.#reading.then(async () => {
      const before = this.#unpublished
      const now = await readUnpublished(this.#knex)
      this.#unpublished = now
      for (const id of new Set([...before, ...now])) if (before.has(id) !== now.has(id)) this.#onChange(id)
    })
    this.#reading = mine.catch(() => {})
    return mine
  }
}
