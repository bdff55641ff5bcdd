import type { Knex } from 'knex'
import type { Actor } from '../../../core/access/actor.ts'
import type { StoreMemo } from '../../changes/store-memo.ts'
import type { PictureMaker } from '../../styles/picture-maker.ts'
import type { RecordOffice } from '../records/record-office.ts'
import type { LegendSize } from './read-capability-model.ts'

/** Services that answers are made with. */
export interface WmsContext {
  knex: Knex
  /** For the number of a revision alone: who asks first after a change gives it one. */
  write: Knex
  office: RecordOffice
  actor: Actor
  pictures: PictureMaker
  legendSize: LegendSize
  /** Memo for what every picture of a map needs: the catalogue, and styles. */
  memo: StoreMemo
  /** Differs after every change of a layer's rows. */
  versionOf(layer: string): string
  signal: AbortSignal
}

export interface WmsAnswer {
  type: string
  /** Strong ETag, where it is known before the body is made. */
  etag?: string
  body(): Promise<string | Uint8Array>
}
