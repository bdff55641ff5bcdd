import type { Label } from './label.ts'
import { LOCATION_QUALITY_LABELS } from './location-quality.ts'
import { SECTOR_LABELS } from './sector.ts'
import { SOURCE_LABELS } from './source.ts'
import { STAGE_LABELS } from './stage.ts'
import { STATUS_LABELS } from './status.ts'

const LABELS: Readonly<Record<string, Readonly<Record<string, Label>>>> = {
  status: STATUS_LABELS,
  stage: STAGE_LABELS,
  sector: SECTOR_LABELS,
  source: SOURCE_LABELS,
  locationQuality: LOCATION_QUALITY_LABELS,
}

/** What a code of a proposal's property means to people; undefined for other properties and unknown codes. */
export function codeLabel(property: string, code: string): Label | undefined {
  const labels = LABELS[property]
  return labels && Object.hasOwn(labels, code) ? labels[code] : undefined
}
