import { notFound, Problem } from '../../core/problem.ts'
import type { LayerDefinition } from './layer.ts'

/** The layer of this id: one of the catalogue, or a snapshot of one. */
export function layerNamed(catalogue: readonly LayerDefinition[], id: string): LayerDefinition | undefined {
  for (const layer of catalogue) {
    if (layer.id === id) return layer
    const snapshot = layer.archives?.find((archive) => archive.id === id)
    if (snapshot) return snapshot
  }
  return undefined
}

/** Whether rows of the layer say of which year they are: a year then selects rows, not a snapshot. */
export function hasYears(layer: Pick<LayerDefinition, 'fields'>): boolean {
  return layer.fields.some(({ name }) => name === 'year')
}

/** Years of which the layer can be had as a whole, newest first. */
export function yearsOf({ archives = [], year }: Pick<LayerDefinition, 'archives' | 'year'>): number[] {
  const years = new Set(archives.flatMap(({ archive }) => (archive ? [archive.year] : [])))
  if (year !== null) years.add(year)
  return [...years].sort((a, b) => b - a)
}

/**
 * Resolves `?year=` for every service. A layer whose rows have years is returned itself, and the route filters its rows. Of any
 * other layer: the newest snapshot of that year, or the layer itself where it states that year. Throws Problem (404) when there
 * is no such layer, or none of that year, naming the years that exist.
 */
export function layerAtYear(
  catalogue: readonly LayerDefinition[],
  id: string,
  year: number,
): LayerDefinition {
  const layer = layerNamed(catalogue, id)
  if (!layer) throw notFound('layer', id)
  if (hasYears(layer)) return layer
  const snapshot = layer.archives?.find(({ archive }) => archive?.year === year)
  if (snapshot) return snapshot
  if (layer.year === year) return layer
  throw noSuchYear(layer.id, yearsOf(layer), year)
}

/** The 404 that tells which years a layer can be had of. */
export function noSuchYear(id: string, years: readonly number[], received: number | string): Problem {
  const expected = years.length > 0 ? `one of ${years.join(', ')}` : `none: no year of ${id} is archived`
  return new Problem({
    title: 'No such year',
    status: 404,
    detail: `year: expected ${expected}, received ${received}`,
    parameter: 'year',
    received: String(received),
    expected,
  })
}
