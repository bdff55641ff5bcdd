import { setTimeout } from 'node:timers/promises'
import type { Knex } from 'knex'
import { isPatient } from './patient-work.ts'

/** A request asks one thing after another: so long after its last query the next one may still come. */
const BETWEEN_QUERIES_MS = 15
/** While others never stop asking, patient work has a query as often as this, */
const LONGEST_WAIT_MS = 500
/** or, where its queries are long, less often: they then take no more than a quarter of the time. */
const WAIT_FOR_QUERY = 3
const LOOK_AGAIN_MS = 5

interface Client {
  acquireConnection(): Promise<unknown>
  releaseConnection(connection: unknown): Promise<unknown>
}

/** Whose query a single session runs next: patient work lets all others go first, as long as it does not starve. */
export class SessionTurns {
  /** Queries of others that wait or run, and when the last one ended. */
  #others = 0
  #lastEnded = Number.NEGATIVE_INFINITY
  /** The patient query before, which the next one waits for. */
  #before: Promise<unknown> = Promise.resolve()
  #endPatient: (() => void) | undefined
  #lastPatientEnded = Number.NEGATIVE_INFINITY
  #lastPatientTook = 0

  /** Makes every query of this pool wait for its turn. */
  apply(knex: Knex): Knex {
    const client = knex.client as Client
    const acquire = client.acquireConnection.bind(client)
    const release = client.releaseConnection.bind(client)
    client.acquireConnection = () => (isPatient() ? this.#acquirePatiently(acquire) : this.#acquire(acquire))
    client.releaseConnection = (connection) => {
      this.#end()
      return release(connection)
    }
    return knex
  }

  async #acquire(acquire: Client['acquireConnection']): Promise<unknown> {
    this.#others++
    try {
      return await acquire()
    } catch (error) {
      this.#others--
      throw error
    }
  }

  async #acquirePatiently(acquire: Client['acquireConnection']): Promise<unknown> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const before = this.#before
    this.#before = promise
    try {
      await before
      await this.#waitForTurn()
      const connection = await acquire()
      const began = performance.now()
      this.#endPatient = () => {
        this.#lastPatientEnded = performance.now()
        this.#lastPatientTook = this.#lastPatientEnded - began
        resolve()
      }
      return connection
    } catch (error) {
      resolve()
      throw error
    }
  }

  async #waitForTurn(): Promise<void> {
    const wait = Math.max(LONGEST_WAIT_MS, WAIT_FOR_QUERY * this.#lastPatientTook)
    const end = Math.max(performance.now(), this.#lastPatientEnded) + wait
    while (!this.#isQuiet && performance.now() < end)
      await setTimeout(LOOK_AGAIN_MS, undefined, { ref: false })
  }

  get #isQuiet(): boolean {
    return this.#others === 0 && performance.now() - this.#lastEnded >= BETWEEN_QUERIES_MS
  }

  /** The session was given back, by whoever held it. */
  #end(): void {
    if (this.#endPatient) {
      const end = this.#endPatient
      this.#endPatient = undefined
      end()
      return
    }
    this.#others--
    this.#lastEnded = performance.now()
  }
}
