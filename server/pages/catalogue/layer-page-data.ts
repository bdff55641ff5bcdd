import type { LayerArchive } from '../../layers/layer.ts'
import type { LayerRecord } from '../../publish/records/metadata/layer-record.ts'
import type { DistrictOption } from './read-districts.ts'
import type { ZoneOption } from './read-zones.ts'

/** What a layer's page is made of. */
export interface LayerPageData {
  record: LayerRecord
  hasPictures: boolean
  /** To narrow downloads by; districts where the layer's rows tell in which they are. */
  districts: readonly DistrictOption[]
  zones: readonly ZoneOption[]
  archives: readonly LayerArchive[]
  /** What the office may do here; null for the public. */
  office: { published: boolean } | null
}
