import { createHash } from 'node:crypto'
import { SMALL_CELL } from '../../core/statistics/small-cell.ts'
import type { Database } from '../database/database.ts'
import { run, sql } from '../database/sql-fragment.ts'
import { needCoverage, villageCoverage } from './coverage.ts'
import { criteriaScales, readCriteriaInputs } from './criteria.ts'
import type { Derivation } from './derivation.ts'
import { figures } from './figures.ts'
import { readInputStates, stateOf } from './inputs.ts'
import { needGrid, needPopulation } from './need-grid.ts'
import { newlyServed } from './newly-served.ts'
import { joinAllStale, nearestFacility, proposalServices, publicPlaces } from './proposals.ts'
import { namesOfAreas } from './search-words.ts'
import { readServices, type Service } from './served.ts'

export interface RefreshOptions {
  signal: AbortSignal
  /** Counts of poor people from 1 to below it are withheld; without it, below SMALL_CELL. */
  smallCell?: number | undefined
  onProgress(progress: { step: string; share: number }): void
  /** Called once proposals are not written any more, before the scales of criteria. */
  onJoined?(): void
}

const SHARE_BEFORE_JOIN = 0.85
const SHARE_BEFORE_SCALES = 0.95

/**
 * Recomputes what depends on inputs that changed, and only that; each derivation in a transaction of its own.
 * Returns the names of what was computed.
 */
export async function refreshDerived(database: Database, options: RefreshOptions): Promise<string[]> {
  const knex = database.write
  const services = await readServices(knex)
  const { smallCell = SMALL_CELL } = options
  const derivations = listDerivations(services, smallCell)
  await forget(database, derivations)
  const states = new Map(await readInputStates(knex))
  states.set('small-cell', String(smallCell))
  const computed: string[] = []
  const refresh = async (derivation: Derivation, share: number) => {
    options.signal.throwIfAborted()
    const inputs = createHash('sha256').update(stateOf(states, derivation.inputs)).digest('hex')
    states.set(derivation.name, inputs)
    const known = await knex('derivations')
      .where({ name: derivation.name })
      .first<{ inputs: string } | undefined>('inputs')
    if (known?.inputs === inputs) return
    options.onProgress({ step: derivation.step, share })
    await computeOne(database, derivation, inputs)
    computed.push(derivation.name)
  }
  for (const [index, derivation] of derivations.entries())
    await refresh(derivation, (SHARE_BEFORE_JOIN * index) / derivations.length)
  options.onProgress({ step: 'Menghubungkan usulan', share: SHARE_BEFORE_JOIN })
  const joined = await joinAllStale(database, services)
  if (joined > 0) computed.push('proposals')
  for (const [name, state] of await readCriteriaInputs(knex)) states.set(name, state)
  options.onJoined?.()
  await refresh(criteriaScales(states), SHARE_BEFORE_SCALES)
  return computed
}

function listDerivations(services: readonly Service[], smallCell: number): Derivation[] {
  return [
    figures(smallCell),
    needGrid,
    needPopulation,
    ...services.map(needCoverage),
    ...services.map(villageCoverage),
    proposalServices(services),
    ...services.map(nearestFacility),
    ...services.map(newlyServed),
    publicPlaces,
    namesOfAreas,
  ]
}

/** A service that has no standard any more leaves its coverage behind; it goes. */
async function forget(database: Database, derivations: readonly Derivation[]): Promise<void> {
  const names = [...derivations.map(({ name }) => name), 'criteria']
  await database.write.transaction(async (transaction) => {
    const forgotten = await transaction('derivations').whereNotIn('name', names).delete()
    if (forgotten === 0) return
    const gone = sql`service NOT IN (SELECT service FROM service_standards)`
    await run(transaction, sql`DELETE FROM coverage WHERE ${gone}`)
    await run(transaction, sql`DELETE FROM need_coverage WHERE ${gone}`)
  })
}

async function computeOne(database: Database, derivation: Derivation, inputs: string): Promise<void> {
  const began = performance.now()
  await database.write.transaction(async (transaction) => {
    await derivation.compute(transaction)
    const row = {
      inputs,
      milliseconds: Math.round(performance.now() - began),
      computed_at: transaction.fn.now(),
    }
    await transaction('derivations')
      .insert({ name: derivation.name, ...row })
      .onConflict('name')
      .merge(row)
  })
}
