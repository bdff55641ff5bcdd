import type { LayerArchive } from '../../layers/layer.ts'
import type { LayerRecord } from '../../publish/records/layer-record.ts'

/** What a layer's page is made of. */
export interface LayerPageData {
  record: LayerRecord
  hasPictures: boolean
  archives: readonly LayerArchive[]
  /** What the office may do here; null for the public. */
  office: { published: boolean } | null
}
