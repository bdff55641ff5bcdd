import type { Actor } from '../../core/access/actor.ts'
import { notFound, Problem } from '../../core/problem.ts'
import { seesUnpublished } from '../layers/publication.ts'
import type { PublicationRegistry } from '../layers/publication-registry.ts'
import type { ArchiveLoader } from '../loading/archive-loader.ts'
import { makeRenderer } from '../render/make-renderer.ts'
import type { PictureSource } from '../render/picture-source.ts'
import type { Renderer } from '../render/renderer.ts'
import type { PictureFilter } from '../styles/picture-maker.ts'
import type { TileEngine } from '../tiles/engine/tile-engine-types.ts'
import {
  LayerLoadingError,
  QueueFullError,
  StreamedLayerError,
  UnknownLayerError,
} from '../tiles/tile-errors.ts'
import { noFilter } from '../tiles/tile-filter.ts'

export interface PictureOptions {
  engine: TileEngine
  archiveLoader: Pick<ArchiveLoader, 'open'>
  publication: Pick<PublicationRegistry, 'isPublic'>
  /** Drawing processes; 0 for no pictures. */
  processes: number
}

type Asked = { id: string; year?: number; filter?: PictureFilter }

/** Lets the renderer draw from the tile engine's layers: the detail that the picture needs, and no database. */
export function drawPictures({ engine, archiveLoader, publication, processes }: PictureOptions): Renderer {
  const source: PictureSource = {
    open: (layers, actor) => Promise.all(layers.map((layer) => open(layer, actor))),
    draw: (query, signal) => asProblem(() => engine.picture(query, signal)),
  }
  return makeRenderer({ source, processes })

  async function open({ id, year, filter = noFilter }: Asked, actor: Actor) {
    const isHidden = () => !seesUnpublished(actor) && !publication.isPublic(id)
    if (!isHidden()) await asProblem(() => engine.loaded([id]))
    if (isHidden()) throw notFound('layer', id)
    const byRow = engine.has(id) && engine.source(id).attributes.some(({ name }) => name === 'year')
    const [layer = id] = await archiveLoader.open([id], { year: byRow ? undefined : year, actor })
    const geometry = await asProblem(async () => engine.source(layer).kind)
    const years = year !== undefined && byRow ? { in: { ...filter.in, year: [year] } } : {}
    return { layer, geometry, filter: { ...filter, ...years } }
  }
}

async function asProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof UnknownLayerError) throw notFound('layer', error.layer)
    if (error instanceof LayerLoadingError)
      throw new Problem({ title: 'Still loading', status: 503, detail: error.message }, { cause: error })
    if (error instanceof QueueFullError)
      throw new Problem({ title: 'Too many pictures', status: 503, detail: error.message }, { cause: error })
    if (error instanceof StreamedLayerError)
      throw new Problem({ title: 'Layer too large', status: 501, detail: error.message }, { cause: error })
    throw error
  }
}
