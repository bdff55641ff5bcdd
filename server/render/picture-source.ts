import type { Actor } from '../../core/access/actor.ts'
import type { PictureWindow } from '../../core/geo/picture-window.ts'
import type { DrawnRule } from '../../core/style/drawn-rule.ts'
import type { PlainPicture } from '../../core/style/plain-part.ts'
import type { PictureFilter } from '../styles/picture-maker.ts'

export type GeometryKind = 'point' | 'line' | 'polygon' | 'mixed'

export interface SourceLayer {
  layer: string
  filter: PictureFilter
  rules: readonly DrawnRule[]
  bufferPixels: number
}

/** Where pictures get what they show: a vector tile of the whole window, in the plane of its CRS. */
export interface PictureSource {
  /** The layers as the actor may have them, of a year where one is asked for. Throws Problem (404). */
  open(
    layers: readonly { id: string; year?: number; filter?: PictureFilter }[],
    actor: Actor,
  ): Promise<{ layer: string; geometry: GeometryKind; filter: PictureFilter }[]>
  /** The tile, or the PNG where a plain picture was asked for and could be painted. */
  draw(
    query: { window: PictureWindow; zoom: number; layers: readonly SourceLayer[]; plain?: PlainPicture },
    signal: AbortSignal | undefined,
  ): Promise<{ bytes: Uint8Array; painted: boolean; extent: number }>
}
