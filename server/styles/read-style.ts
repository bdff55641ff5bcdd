import type { Knex } from 'knex'
import type { MapStyle } from '../../core/api/map-layer.ts'
import type { StoredStyle } from '../../core/api/style.ts'
import { notFound } from '../../core/problem.ts'
import { defaultStyle, STANDARD, type StyledLayer } from '../../core/style/default-style.ts'
import type { LayerStyle } from '../../core/style/layer-style.ts'
import type { LayerDefinition } from '../layers/layer.ts'
import { readLegend } from '../layers/legend.ts'
import { readStoredStyle, readStoredStyles, readStyleVersion, standardInfo } from './style-store.ts'

/** Stands for the style in force, whichever that is; no style is stored under this name. */
export const IN_FORCE = 'default'
export const STYLE_NAME = /^[a-z0-9][a-z0-9-]{0,59}$/

/**
 * How a layer is drawn: the style of this name, or without one the style in force (the office's choice, else made from the
 * data as they are now). Throws a 404 Problem for a name that the layer does not have.
 */
export async function readStyle(knex: Knex, layer: LayerDefinition, name?: string): Promise<LayerStyle> {
  return (await readFullStyle(knex, layer, name)).document
}

/** The same with its title, version and whether it is in force. */
export async function readFullStyle(
  knex: Knex,
  layer: LayerDefinition,
  name: string = IN_FORCE,
): Promise<StoredStyle> {
  const chosen = await readStoredStyle(knex, layer.id)
  if (name === IN_FORCE && chosen) return chosen
  if (name !== IN_FORCE && name !== STANDARD) {
    const stored = STYLE_NAME.test(name) ? await readStoredStyle(knex, layer.id, name) : undefined
    if (!stored) throw notFound(`style of ${layer.id}`, name)
    return stored
  }
  return await readStandardStyle(knex, layer, chosen === undefined)
}

/** Every style of a layer, the one in force first; the one made from the data among them. */
export async function readAllStyles(
  knex: Knex,
  layer: LayerDefinition,
): Promise<[StoredStyle, ...StoredStyle[]]> {
  const [first, ...others] = await readStoredStyles(knex, layer.id)
  const standard = await readStandardStyle(knex, layer, !first?.isDefault)
  if (!first) return [standard]
  return first.isDefault ? [first, ...others, standard] : [standard, first, ...others]
}

async function readStandardStyle(
  knex: Knex,
  layer: LayerDefinition,
  isDefault: boolean,
): Promise<StoredStyle> {
  const { legend } = await readLegend(knex, layer)
  return { ...standardInfo(layer.id, isDefault), document: defaultStyle({ ...layer, legend }) }
}

/** The style in force of a layer whose legend is read already. */
export async function readMapStyle(knex: Knex, layer: StyledLayer): Promise<MapStyle> {
  const stored = await readStoredStyle(knex, layer.id)
  const document = stored?.document ?? defaultStyle(layer)
  return {
    name: document.name,
    generated: !stored,
    version: await readStyleVersion(knex, layer.id),
    document,
  }
}
