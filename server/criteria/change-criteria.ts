import type { Knex } from 'knex'
import type { StoredCriterionVersion } from '../../core/api/criterion.ts'
import type { ScoreModel } from '../../core/api/score-model.ts'
import { checkCriterion } from '../../core/criteria/check-criterion.ts'
import type { Criterion } from '../../core/criteria/criterion.ts'
import { defaultCriterionSet } from '../../core/criteria/default-set.ts'
import { badParameter, notFound, Problem } from '../../core/problem.ts'
import { checkWeights } from '../../core/score/check-weights.ts'
import { announce } from '../changes/change-feed.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import { checkSource } from './check-source.ts'
import { readStoredCriteria, unscaled } from './columns/criterion-store.ts'
import { appendScoreModel, DEFAULT_MODEL, listScoreModels } from './columns/score-model-store.ts'
import { takeCriteriaTurn } from './criteria-turn.ts'
import type { ScoreModelBody } from './criterion-request.ts'
import { rescaleCriteria } from './rescale.ts'

/** Most criteria at once: each is a column of every tile, file and ranking. */
const MOST_CRITERIA = 24

/** The version that the writer had read: a number, none (the key must be new), or any. */
export type SeenCriterion = number | 'none' | undefined

/** Who changes a criterion, and what they saw of it. */
export interface CriterionWriter {
  readonly seen: SeenCriterion
  readonly byAccount: number | null
}

/**
 * Adds a criterion, or puts another definition in the place of one with the same key (its version grows). Its scale is
 * frozen from the data of now, and layers that carry it are read anew. Throws 400 where a part cannot be used, 412 where
 * another was saved than the one that was seen; nothing is changed when the watch's signal comes before the end.
 */
export async function putCriterion(
  knex: Knex,
  definition: Criterion,
  { seen, byAccount }: CriterionWriter,
  watch: WorkWatch = {},
): Promise<StoredCriterionVersion> {
  checkCriterion(definition)
  return await knex.transaction(async (transaction) => {
    await takeCriteriaTurn(transaction)
    await checkSource(transaction, definition.source)
    const criteria = await readStoredCriteria(transaction)
    const before = criteria.find(({ key }) => key === definition.key)
    requireSeen(before?.version, seen)
    if (!before && criteria.length >= MOST_CRITERIA)
      throw badParameter('key', definition.key, `one of the ${MOST_CRITERIA} criteria that are there`)
    const position = before?.position ?? Math.max(...criteria.map((known) => known.position)) + 1
    const version = (before?.version ?? 0) + 1
    const fresh = unscaled(definition, position)
    await rescaleCriteria(transaction, [{ ...fresh, origin: 'custom', version }], watch, byAccount)
    await announceScores(transaction)
    watch.signal?.throwIfAborted()
    return { key: definition.key, version }
  })
}

/** Removes a custom criterion, or restores the default definition of a default one. A default criterion that was never changed stays. */
export async function removeCriterion(
  knex: Knex,
  key: string,
  { seen, byAccount }: CriterionWriter,
  watch: WorkWatch = {},
): Promise<void> {
  await knex.transaction(async (transaction) => {
    await takeCriteriaTurn(transaction)
    const known = (await readStoredCriteria(transaction)).find((criterion) => criterion.key === key)
    if (!known) throw notFound('criterion', key)
    requireSeen(known.version, seen)
    const position = defaultCriterionSet.criteria.findIndex((criterion) => criterion.key === key)
    const shipped = defaultCriterionSet.criteria[position]
    if (shipped && known.origin === 'default')
      throw conflict(key, 'it is part of the default set; give it the weight 0 instead')
    if (shipped) {
      const restored = { ...unscaled(shipped, position), version: known.version + 1 }
      await rescaleCriteria(transaction, [restored], watch, byAccount)
    } else {
      await refuseInUse(transaction, key)
      await transaction('criteria').where({ key }).delete()
    }
    await announceScores(transaction)
    watch.signal?.throwIfAborted()
  })
}

/** Stores the next version of a model. The default one is behind the score of tiles and files, which then are read anew. */
export async function putScoreModel(
  knex: Knex,
  body: ScoreModelBody,
  byAccount: number | null,
): Promise<ScoreModel> {
  const { id, notice = defaultCriterionSet.notice, ...rest } = body
  if (id === DEFAULT_MODEL && rest.method !== 'weighted-sum') {
    const expected = 'weighted-sum for the model behind the score of tiles, files and pages; or another id'
    throw badParameter('method', rest.method, expected)
  }
  return await knex.transaction(async (transaction) => {
    await takeCriteriaTurn(transaction)
    const keys = (await readStoredCriteria(transaction)).map(({ key }) => key)
    const unknown = Object.keys(body.weights).find((key) => !keys.includes(key))
    if (unknown !== undefined) throw badParameter(`weights.${unknown}`, unknown, `one of ${keys.join(', ')}`)
    checkWeights(
      keys.map((key) => body.weights[key] ?? 0),
      keys.length,
    )
    const model = await appendScoreModel(transaction, id, { ...rest, notice }, byAccount)
    if (id === DEFAULT_MODEL) await announceScores(transaction)
    return model
  })
}

/**
 * To be called when the published shape of a zone changed: criteria that read the zone are rescaled. Waits for a criterion that
 * is being saved meanwhile. Throws the reason of the watch's signal once it has fired, so that the transaction ends too.
 */
export async function rescaleZone(
  transaction: Knex.Transaction,
  zone: string,
  watch: WorkWatch = {},
): Promise<void> {
  await takeCriteriaTurn(transaction)
  const concerned = (await readStoredCriteria(transaction)).filter(
    ({ definition }) => definition.source === `zone:${zone}`,
  )
  if (concerned.length === 0) return
  await rescaleCriteria(transaction, concerned, watch)
  await announceScores(transaction)
}

async function announceScores(transaction: Knex.Transaction): Promise<void> {
  for (const layer of ['proposals', 'need']) await announce(transaction, { layer, ids: null })
}

function requireSeen(version: number | undefined, seen: SeenCriterion): void {
  if (seen === undefined || seen === (version ?? 'none')) return
  const [there, sent] = [version, seen].map((one) => (typeof one === 'number' ? `"${one}"` : 'none'))
  const parameter = seen === 'none' ? 'If-None-Match' : 'If-Match'
  throw new Problem({
    title: 'Changed meanwhile',
    status: 412,
    detail: `${parameter}: the version seen was ${sent}, the one that is there is ${there}; nothing was changed`,
    parameter,
    received: String(sent),
    expected: String(there),
  })
}

async function refuseInUse(transaction: Knex, key: string): Promise<void> {
  const models = await listScoreModels(transaction)
  const using = models.find(({ weights }) => (weights[key] ?? 0) > 0)
  if (using)
    throw conflict(key, `the score model "${using.id}" gives it weight; store that model without it first`)
}

function conflict(key: string, why: string): Problem {
  return new Problem({
    title: 'Criterion stays',
    status: 409,
    detail: `${key}: ${why}`,
    parameter: 'key',
    received: key,
  })
}
