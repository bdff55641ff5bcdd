import type { Actor } from '../../../core/access/actor.ts'
import type { CrsDefinition } from '../../../core/geo/crs-definitions.ts'
import type { Label } from '../../../core/proposal/label.ts'
import type { LayerArchive } from '../../layers/layer.ts'
import type { LayerRecord } from '../../publish/records/metadata/layer-record.ts'
import type { DistrictOption } from './read-districts.ts'
import type { ZoneOption } from './read-zones.ts'

/** Data of a layer's page. */
export interface LayerPageData {
  record: LayerRecord
  hasPictures: boolean
  /** Districts that downloads can be narrowed to, where the layer's rows state their district. */
  districts: readonly DistrictOption[]
  zones: readonly ZoneOption[]
  /** Systems that downloads are offered in. */
  systems: readonly CrsDefinition[]
  archives: readonly LayerArchive[]
  published: boolean
  /** Layers that are computed from this one, and are public now: for those who may take it back. */
  dependents: readonly Label[]
  /** Gets the forms of the actions that they may take on this page. */
  actor: Actor
}
