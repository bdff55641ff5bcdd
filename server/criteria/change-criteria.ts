import type { Knex } from 'knex'
import { checkCriterion } from '../../core/criteria/check-criterion.ts'
import type { Criterion } from '../../core/criteria/criterion.ts'
import { defaultCriterionSet } from '../../core/criteria/default-set.ts'
import { badParameter, notFound, Problem } from '../../core/problem.ts'
import { checkWeights } from '../../core/score/check-weights.ts'
import { announce } from '../changes/change-feed.ts'
import { readUnpublished } from '../layers/publication.ts'
import type { ScoreModelWish } from './criterion-request.ts'
import { readStoredCriteria, unscaled } from './criterion-store.ts'
import { readSourceName, SOURCE_NAMES } from './raw-values.ts'
import { rescaleCriteria } from './rescale.ts'
import { appendScoreModel, DEFAULT_MODEL, listScoreModels, type ScoreModel } from './score-model-store.ts'

/** Each is a column of every tile, file and ranking. */
const MOST_CRITERIA = 24
/** Two people who change criteria at once take turns. */
const LOCK = 'SELECT pg_advisory_xact_lock(hashtext(?))'

/**
 * Adds a criterion, or puts another definition in the place of one with the same key (its version grows). Its scale is
 * frozen from the data of now, and layers that carry it are read anew. Throws 400 where a part cannot be used.
 */
export async function putCriterion(
  knex: Knex,
  definition: Criterion,
): Promise<{ key: string; version: number }> {
  checkCriterion(definition)
  return await knex.transaction(async (transaction) => {
    await transaction.raw(LOCK, ['criteria'])
    await checkSource(transaction, definition.source)
    const criteria = await readStoredCriteria(transaction)
    const before = criteria.find(({ key }) => key === definition.key)
    if (!before && criteria.length >= MOST_CRITERIA)
      throw badParameter('key', definition.key, `one of the ${MOST_CRITERIA} criteria that are there`)
    const position = before?.position ?? Math.max(...criteria.map((known) => known.position)) + 1
    const version = (before?.version ?? 0) + 1
    const fresh = unscaled(definition, position)
    await rescaleCriteria(transaction, [{ ...fresh, origin: 'custom', version }])
    await announceScores(transaction)
    return { key: definition.key, version }
  })
}

/** Removes a criterion of one's own, or restores the definition that ships. A default one as it ships stays. */
export async function removeCriterion(knex: Knex, key: string): Promise<void> {
  await knex.transaction(async (transaction) => {
    await transaction.raw(LOCK, ['criteria'])
    const known = (await readStoredCriteria(transaction)).find((criterion) => criterion.key === key)
    if (!known) throw notFound('criterion', key)
    const position = defaultCriterionSet.criteria.findIndex((criterion) => criterion.key === key)
    const shipped = defaultCriterionSet.criteria[position]
    if (shipped && known.origin === 'default')
      throw conflict(key, 'it is part of the default set; give it the weight 0 instead')
    if (shipped) {
      await rescaleCriteria(transaction, [{ ...unscaled(shipped, position), version: known.version + 1 }])
    } else {
      await refuseInUse(transaction, key)
      await transaction('criteria').where({ key }).delete()
    }
    await announceScores(transaction)
  })
}

/** Stores the next version of a model. The default one is behind the score of tiles and files, which then are read anew. */
export async function putScoreModel(knex: Knex, wish: ScoreModelWish): Promise<ScoreModel> {
  const { id, notice = defaultCriterionSet.notice, ...rest } = wish
  return await knex.transaction(async (transaction) => {
    await transaction.raw(LOCK, ['criteria'])
    const keys = (await readStoredCriteria(transaction)).map(({ key }) => key)
    const unknown = Object.keys(wish.weights).find((key) => !keys.includes(key))
    if (unknown !== undefined) throw badParameter(`weights.${unknown}`, unknown, `one of ${keys.join(', ')}`)
    checkWeights(
      keys.map((key) => wish.weights[key] ?? 0),
      keys.length,
    )
    const model = await appendScoreModel(transaction, id, { ...rest, notice })
    if (id === DEFAULT_MODEL) await announceScores(transaction)
    return model
  })
}

/** A zone was drawn anew, published or removed: criteria that read it are scaled again. False when none does. */
export async function rescaleZone(transaction: Knex.Transaction, zone: string): Promise<boolean> {
  const concerned = (await readStoredCriteria(transaction)).filter(
    ({ definition }) => definition.source === `zone:${zone}`,
  )
  if (concerned.length === 0) return false
  await rescaleCriteria(transaction, concerned)
  await announceScores(transaction)
  return true
}

async function announceScores(transaction: Knex.Transaction): Promise<void> {
  for (const layer of ['proposals', 'need']) await announce(transaction, { layer, ids: null })
}

async function checkSource(transaction: Knex, source: string): Promise<void> {
  const named = readSourceName(source)
  if (!named) throw badParameter('source', source, `one of ${SOURCE_NAMES.join(', ')}`)
  if (named.kind === 'statistic') await checkStatistic(transaction, named.name)
  if (named.kind === 'zone') await checkZone(transaction, named.name)
  if (named.kind === 'layer') await checkLayer(transaction, source, named)
  if (named.kind === 'coverage') await checkService(transaction, source, named.name)
}

async function checkLayer(
  transaction: Knex,
  source: string,
  { name, field }: { name: string; field: string | undefined },
): Promise<void> {
  const layers = await transaction('layers')
    .orderBy('id')
    .limit(200)
    .select<{ id: string; fields: string[] }[]>('id', 'fields')
  const layer = layers.find(({ id }) => id === name)
  const known = layers.map(({ id }) => id).join(', ')
  if (!layer) throw badParameter('source', source, `a layer that a package brought: ${known || '(none)'}`)
  if ((await readUnpublished(transaction)).has(name))
    throw badParameter('source', source, 'a published layer: criteria are public')
  if (field !== undefined && field !== 'metres' && !layer.fields.includes(field))
    throw badParameter('source', source, `metres or a column of ${name}: ${layer.fields.join(', ')}`)
}

async function checkService(transaction: Knex, source: string, service: string): Promise<void> {
  const known = await transaction('service_standards').orderBy('service').pluck<string[]>('service')
  if (!known.includes(service))
    throw badParameter('source', source, `a service with a standard: ${known.join(', ') || '(none)'}`)
}

async function checkStatistic(transaction: Knex, key: string): Promise<void> {
  const known = await transaction('statistics')
    .whereNotNull('value')
    .distinct()
    .orderBy('key')
    .limit(100)
    .pluck<string[]>('key')
  if (!known.includes(key))
    throw badParameter(
      'source',
      `statistic:${key}`,
      `a statistic of villages: ${known.join(', ') || '(none)'}`,
    )
}

/** Values are public: a zone that is still the office's draft would show through them. */
async function checkZone(transaction: Knex, id: string): Promise<void> {
  const zone = await transaction('zones')
    .where({ id })
    .whereNull('deleted_at')
    .first<{ published: boolean } | undefined>('published')
  if (!zone) throw badParameter('source', `zone:${id}`, 'the id of a zone of /api/zones')
  if (!zone.published) throw badParameter('source', `zone:${id}`, 'a published zone: criteria are public')
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
