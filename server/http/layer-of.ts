import type { Request } from 'express'
import { notFound } from '../../core/problem.ts'
import { readCatalogue } from '../catalogue/catalogue.ts'
import type { Database } from '../database/database.ts'
import type { LayerDefinition } from '../layers/layer.ts'
import type { Viewer } from '../layers/publication.ts'

/** The layer that the address names as `:layer`, as the viewer may know it; years of it are no layers here. Throws Problem (404). */
export async function layerOf(
  database: Database,
  request: Request,
  viewer: Viewer,
): Promise<LayerDefinition> {
  const id = String(request.params.layer)
  const layer = (await readCatalogue(database.read, viewer)).find((known) => known.id === id)
  if (!layer) throw notFound('layer', id)
  return layer
}
