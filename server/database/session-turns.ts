import type { Knex } from 'knex'
import { Precedence } from '../workload/precedence.ts'
import { isPatient } from './patient-work.ts'

interface Client {
  acquireConnection(): Promise<unknown>
  releaseConnection(connection: unknown): Promise<unknown>
}

/**
 * Whose query a single session runs next: patient work lets all others go first, but takes up to a quarter of the time while they
 * never stop asking. A request asks one thing after another, hence a moment of quiet.
 */
export class SessionTurns {
  readonly #others = new Precedence({ quietMs: 15, longestPauseMs: 500, pauseForStep: 3, lookAgainMs: 5 })
  /** The patient query before, which the next one waits for. */
  #before: Promise<unknown> = Promise.resolve()
  /** Of the patient query that has the session. */
  #endPatient: (() => void) | undefined

  /** Makes every query of this pool wait for its turn. */
  apply(knex: Knex): Knex {
    const client = knex.client as Client
    const acquire = client.acquireConnection.bind(client)
    const release = client.releaseConnection.bind(client)
    client.acquireConnection = () => (isPatient() ? this.#acquirePatiently(acquire) : this.#acquire(acquire))
    client.releaseConnection = (connection) => {
      if (this.#endPatient) this.#endPatient()
      else this.#others.end()
      return release(connection)
    }
    return knex
  }

  async #acquire(acquire: Client['acquireConnection']): Promise<unknown> {
    this.#others.begin()
    try {
      return await acquire()
    } catch (error) {
      this.#others.end()
      throw error
    }
  }

  async #acquirePatiently(acquire: Client['acquireConnection']): Promise<unknown> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const before = this.#before
    this.#before = promise
    try {
      await before
      await this.#others.pause()
      const connection = await acquire()
      this.#endPatient = () => {
        this.#endPatient = undefined
        this.#others.endStep()
        resolve()
      }
      return connection
    } catch (error) {
      resolve()
      throw error
    }
  }
}
