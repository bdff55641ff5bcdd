import type { Knex } from 'knex'
import type { ScoreModel, ScoreModelDefinition } from '../../../core/api/score-model.ts'
import { defaultCriterionSet } from '../../../core/criteria/default-set.ts'
import { run, select, sql } from '../../database/sql-fragment.ts'

/** The model of the `score` that tiles and files carry. */
export const DEFAULT_MODEL = 'default'

interface ModelRow {
  id: string
  version: number
  definition: ScoreModelDefinition
  created_at: Date
}

/** The latest version of each model. */
export async function listScoreModels(knex: Knex): Promise<ScoreModel[]> {
  const rows = await select<ModelRow>(
    knex,
    sql`SELECT DISTINCT ON (id) id, version, definition, created_at FROM score_models ORDER BY id, version DESC`,
  )
  const models = rows.map(toModel)
  return models.some(({ id }) => id === DEFAULT_MODEL) ? models : [shippedModel(), ...models]
}

/** A model by id, in the version asked for or its latest; undefined when there is none. */
export async function readScoreModel(
  knex: Knex,
  id: string,
  version?: number,
): Promise<ScoreModel | undefined> {
  const row = await knex('score_models')
    .where({ id, ...(version === undefined ? {} : { version }) })
    .orderBy('version', 'desc')
    .first<ModelRow | undefined>()
  if (row) return toModel(row)
  const shipped = shippedModel()
  return id === shipped.id && (version ?? 1) === 1 ? shipped : undefined
}

/** The model behind `score`, which is always there. */
export async function readDefaultModel(knex: Knex): Promise<ScoreModel> {
  return (await readScoreModel(knex, DEFAULT_MODEL)) ?? shippedModel()
}

/** Writes the next version of a model; earlier ones stay as they are. Version 1 of the default is the one that ships. */
export async function appendScoreModel(
  transaction: Knex,
  id: string,
  definition: ScoreModelDefinition,
  byAccount: number | null,
): Promise<ScoreModel> {
  await run(transaction, sql`SELECT pg_advisory_xact_lock(hashtext(${`score-model ${id}`}))`)
  if (id === DEFAULT_MODEL) await seedDefaultModel(transaction)
  const rows = await select<ModelRow>(
    transaction,
    sql`INSERT INTO score_models (id, version, definition, by_account)
     SELECT ${id}::text, coalesce(max(version), 0) + 1, ${JSON.stringify(definition)}::jsonb, ${byAccount}::int FROM score_models WHERE id = ${id}
     RETURNING id, version, definition, created_at`,
  )
  const [row] = rows
  if (!row) throw new Error('the inserted score model was not returned')
  return toModel(row)
}

/** Stores version 1 of the default model in a store that has none. */
export async function seedDefaultModel(transaction: Knex): Promise<void> {
  const { id, version, createdAt, ...definition } = shippedModel()
  await transaction('score_models')
    .insert({ id, version, definition: JSON.stringify(definition), created_at: createdAt })
    .onConflict(['id', 'version'])
    .ignore()
}

function shippedModel(): ScoreModel {
  const { criteria, weights, title, notice, date } = defaultCriterionSet
  return {
    id: DEFAULT_MODEL,
    version: 1,
    title,
    notice,
    method: 'weighted-sum',
    weights: Object.fromEntries(criteria.map(({ key }, i) => [key, weights[i] ?? 0])),
    createdAt: new Date(date).toISOString(),
  }
}

function toModel({ id, version, definition, created_at }: ModelRow): ScoreModel {
  return { ...definition, id, version, createdAt: created_at.toISOString() }
}
