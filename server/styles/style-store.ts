import type { Knex } from 'knex'
import type { StoredStyle, StyleInfo, StyleVersion } from '../../core/api/style.ts'
import { Problem } from '../../core/problem.ts'
import type { Label } from '../../core/proposal/label.ts'
import { STANDARD } from '../../core/style/default-style.ts'
import type { LayerStyle } from '../../core/style/layer-style.ts'
import { announce } from '../changes/change-feed.ts'
import { rawOf, run, sql } from '../database/sql-fragment.ts'

export interface StyleDraft {
  title: Label
  document: LayerStyle
}

interface StyleRow {
  layer: string
  name: string
  title_id: string
  title_en: string
  document: LayerStyle
  is_default: boolean
  version: number
  updated_at: Date
}

const MOST_STYLES = 50
const MOST_VERSIONS_SHOWN = 100

/** State of the default style: it is in force when the office chose no other. */
export function standardInfo(layer: string, isDefault: boolean): StyleInfo {
  return {
    layer,
    name: STANDARD,
    title: { id: 'Gaya awal', en: 'Initial style' },
    isDefault,
    generated: true,
    version: 1,
    updatedAt: null,
  }
}

/** Every style of a layer, the one in force first; the one made from the data among them. */
export async function listStyles(knex: Knex, layer: string): Promise<StyleInfo[]> {
  const stored = (await readRows(knex, layer)).map(infoOf)
  const chosen = stored.some(({ isDefault }) => isDefault)
  const standard = standardInfo(layer, !chosen)
  return chosen ? [...stored, standard] : [standard, ...stored]
}

/** Those of a layer that are stored, with their documents; the one that the office chose first. */
export async function readStoredStyles(knex: Knex, layer: string): Promise<StoredStyle[]> {
  return (await readRows(knex, layer)).map(storedOf)
}

async function readRows(knex: Knex, layer: string): Promise<StyleRow[]> {
  return await knex('styles')
    .where({ layer })
    .orderBy([{ column: 'is_default', order: 'desc' }, 'name'])
    .limit(MOST_STYLES)
    .select<StyleRow[]>('*')
}

/** By its name; without one, the stored style that the office chose for the layer, if it chose one. */
export async function readStoredStyle(
  knex: Knex,
  layer: string,
  name?: string,
): Promise<StoredStyle | undefined> {
  const wanted = name === undefined ? { layer, is_default: true } : { layer, name }
  const row = await knex('styles').where(wanted).first<StyleRow | undefined>('*')
  return row && storedOf(row)
}

/** A number that grows whenever the layer may look different; 0 for a layer that was never styled. Caches of pictures use it. */
export async function readStyleVersion(knex: Knex, layer: string): Promise<number> {
  const row = await knex('style_stamps').where({ layer }).first<{ version: number } | undefined>('version')
  return row?.version ?? 0
}

/** Who changes a style, and the version that they saw: 0 for none yet, undefined for whatever is there. */
export interface StyleWriter {
  readonly expected: number | undefined
  readonly byAccount: number | null
}

/** Stores a style's next version. A 412 tells of another's write meanwhile. */
export async function saveStyle(
  knex: Knex,
  layer: string,
  name: string,
  draft: StyleDraft,
  { expected, byAccount }: StyleWriter,
): Promise<StoredStyle> {
  return await knex.transaction(async (transaction) => {
    const before = await lock(transaction, layer, name)
    refuseStale(before?.version ?? 0, expected)
    if (!before) await refuseTooMany(transaction, layer)
    const row = { layer, name, isDefault: before?.is_default ?? false, byAccount }
    return await write(transaction, row, draft)
  })
}

/** Takes a style away; its versions stay. False when there is none of this name. */
export async function deleteStyle(
  knex: Knex,
  layer: string,
  name: string,
  { expected, byAccount }: StyleWriter,
): Promise<boolean> {
  return await knex.transaction(async (transaction) => {
    const before = await lock(transaction, layer, name)
    if (!before) return false
    refuseStale(before.version, expected)
    await transaction('styles').where({ layer, name }).delete()
    await stamp(transaction, layer, byAccount)
    return true
  })
}

/** Undo: the version before the present one becomes the next; of a deleted style, its last. Undefined when there is none. */
export async function restoreStyle(
  knex: Knex,
  layer: string,
  name: string,
  byAccount: number | null,
): Promise<StoredStyle | undefined> {
  return await knex.transaction(async (transaction) => {
    const now = await lock(transaction, layer, name)
    const row = await transaction('style_versions')
      .where({ layer, name })
      .andWhere('version', '<', now?.version ?? Number.MAX_SAFE_INTEGER >>> 1)
      .orderBy('version', 'desc')
      .first<StyleRow | undefined>('*')
    if (!row) return undefined
    if (!now) await refuseTooMany(transaction, layer)
    const { title_id: id, title_en: en, document } = row
    const target = { layer, name, isDefault: now?.is_default ?? false, byAccount }
    return await write(transaction, target, { title: { id, en }, document })
  })
}

/** Sets the style in force; STANDARD returns to the default style made from the data. */
export async function chooseDefault(
  knex: Knex,
  layer: string,
  name: string,
  byAccount: number | null,
): Promise<boolean> {
  return await knex.transaction(async (transaction) => {
    if (name !== STANDARD && !(await lock(transaction, layer, name))) return false
    await transaction('styles').where({ layer, is_default: true }).update({ is_default: false })
    await transaction('styles').where({ layer, name }).update({ is_default: true, by_account: byAccount })
    await stamp(transaction, layer, byAccount)
    return true
  })
}

/** What was saved under this name, newest first. */
export async function listStyleVersions(knex: Knex, layer: string, name: string): Promise<StyleVersion[]> {
  const rows = await knex('style_versions')
    .where({ layer, name })
    .orderBy('version', 'desc')
    .limit(MOST_VERSIONS_SHOWN)
    .select<(StyleRow & { at: Date })[]>('*')
  return rows.map(({ version, title_id: id, title_en: en, document, at }) => ({
    version,
    title: { id, en },
    document,
    at: new Date(at).toISOString(),
  }))
}

/** One writer of a layer's styles at a time, also where there is no row yet to lock. */
async function lock(transaction: Knex, layer: string, name: string): Promise<StyleRow | undefined> {
  await run(transaction, sql`SELECT pg_advisory_xact_lock(hashtext('styles'), hashtext(${layer}))`)
  return await transaction('styles').where({ layer, name }).first<StyleRow | undefined>('*')
}

interface StyleTarget {
  readonly layer: string
  readonly name: string
  readonly isDefault: boolean
  readonly byAccount: number | null
}

async function write(
  transaction: Knex,
  { layer, name, isDefault, byAccount }: StyleTarget,
  { title, document }: StyleDraft,
): Promise<StoredStyle> {
  const last = await transaction('style_versions')
    .where({ layer, name })
    .max<{ last: number | null }[]>('version AS last')
  const version = (last[0]?.last ?? 0) + 1
  const content = {
    title_id: title.id,
    title_en: title.en,
    document: JSON.stringify({ ...document, name }),
    version,
    by_account: byAccount,
  }
  await transaction('style_versions').insert({ layer, name, ...content })
  const [row] = await transaction('styles')
    .insert({ layer, name, ...content, is_default: isDefault, updated_at: transaction.fn.now() })
    .onConflict(['layer', 'name'])
    .merge()
    .returning<StyleRow[]>('*')
  await stamp(transaction, layer, byAccount)
  return storedOf(row!)
}

/** The layer may look different from now on, by whoever made it so. */
async function stamp(transaction: Knex, layer: string, byAccount: number | null): Promise<void> {
  const [row] = await transaction('style_stamps')
    .insert({ layer, version: 1, by_account: byAccount })
    .onConflict('layer')
    .merge({ version: rawOf(transaction, sql`style_stamps.version + 1`), by_account: byAccount })
    .returning<{ version: number }[]>('version')
  await announce(transaction, { layer, ids: [], style: row?.version ?? 0 })
}

function refuseStale(present: number, expected: number | undefined): void {
  if (expected === undefined || expected === present) return
  throw new Problem({
    title: 'Changed meanwhile',
    status: 412,
    detail: `The style is at version ${present}, not ${expected}: read it again and repeat the change`,
    parameter: 'If-Match',
    received: String(expected),
    expected: String(present),
  })
}

async function refuseTooMany(transaction: Knex, layer: string): Promise<void> {
  const [row] = await transaction('styles').where({ layer }).count<{ count: string }[]>('* AS count')
  if (Number(row?.count ?? 0) < MOST_STYLES) return
  throw new Problem({
    title: 'Too many styles',
    status: 409,
    detail: `A layer has at most ${MOST_STYLES} styles; delete one first`,
  })
}

function infoOf({ layer, name, title_id, title_en, is_default, version, updated_at }: StyleRow): StyleInfo {
  return {
    layer,
    name,
    title: { id: title_id, en: title_en },
    isDefault: is_default,
    generated: false,
    version,
    updatedAt: new Date(updated_at).toISOString(),
  }
}

function storedOf(row: StyleRow): StoredStyle {
  return { ...infoOf(row), document: row.document }
}
