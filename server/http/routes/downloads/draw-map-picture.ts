import type { Actor } from '../../../../core/access/actor.ts'
import { Problem } from '../../../../core/problem.ts'
import type { Database } from '../../../database/database.ts'
import type { LayerDefinition } from '../../../layers/layer.ts'
import type { DrawMapPicture } from '../../../publish/download/pdf/map-picture.ts'
import type { PictureLayer, PictureMaker } from '../../../styles/picture-maker.ts'
import { readStyle } from '../../../styles/read-style.ts'

/** Statuses of what draws for what cannot be drawn, or not now: a report then does without its picture. */
const WITHOUT_PICTURE = [404, 500, 501, 503]
/** Under points and lines, so that one sees where they are. */
const BASE = 'areas-village'

export interface PictureAsker {
  actor: Actor
  /** As the actor has it. */
  catalogue: readonly LayerDefinition[]
}

/** Pictures for reports, of what the actor may see. */
export function drawMapPictureBy(
  pictures: PictureMaker,
  database: Database,
  { actor, catalogue }: PictureAsker,
): DrawMapPicture {
  const drawn = async (layer: LayerDefinition): Promise<PictureLayer> => ({
    id: layer.id,
    style: await readStyle(database.read, layer),
  })
  return async ({ layer, box3857, keys, ...size }) => {
    if (!pictures.available) return null
    const base = layer.geometry === 'polygon' ? undefined : catalogue.find(({ id }) => id === BASE)
    const filter = keys && { in: {}, prefix: {}, rows: { layer: layer.id, key: 'report', ids: keys } }
    try {
      const { bytes } = await pictures.picture({
        ...size,
        crs: 'EPSG:3857',
        bbox: box3857,
        format: 'png',
        transparent: false,
        background: '#f6f7f8',
        layers: [
          ...(base ? [await drawn(base)] : []),
          { ...(await drawn(layer)), ...(filter ? { filter } : {}) },
        ],
        actor,
      })
      return bytes
    } catch (error) {
      if (error instanceof Problem && WITHOUT_PICTURE.includes(error.body.status)) return null
      throw error
    }
  }
}
