import type { Knex } from 'knex'
import type { Logger } from '../log.ts'
import { OtherAuditKey, sealRows } from './seal-rows.ts'

const EVERY_MS = 5_000

/** Seals what waits, every few seconds; several servers on one store take turns. */
export class AuditSealer {
  readonly #write: Knex
  readonly #key: string
  readonly #log: Logger
  readonly #timer: NodeJS.Timeout
  #working: Promise<void> | undefined
  #refused: string | undefined

  constructor(write: Knex, { key, log }: { key: string; log: Logger }) {
    this.#write = write
    this.#key = key
    this.#log = log
    this.#timer = setInterval(() => void this.seal(), EVERY_MS).unref()
  }

  /** Why nothing is sealed, for operators; undefined while all is well. */
  get warning(): string | undefined {
    return this.#refused
  }

  /** Seals what waits now. A failure is logged, and what waits goes on waiting. */
  async seal(): Promise<void> {
    this.#working ??= this.#sealOnce().finally(() => {
      this.#working = undefined
    })
    await this.#working
  }

  /** What waits goes on waiting, for the next start. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#working
  }

  async #sealOnce(): Promise<void> {
    try {
      await sealRows(this.#write, this.#key)
      this.#refused = undefined
    } catch (error) {
      const isNew = !(error instanceof OtherAuditKey) || this.#refused === undefined
      if (error instanceof OtherAuditKey) this.#refused = error.message
      if (isNew) this.#log.error({ err: error }, 'the audit could not be sealed')
    }
  }
}
