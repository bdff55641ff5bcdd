import { Problem } from '../../../../core/problem.ts'
import type { ZoneFault } from '../../../../core/zones/zone-problem.ts'
import { ProblemResponse } from '../../../api/problem-response.ts'
import { describeFailure } from '../../../panel/describe-failure.ts'
import { type Position, type Shape, shapeOf } from '../shape/shape.ts'
import { type DrawingFault, ZoneFaultError } from '../shape/zone-fault.ts'
import { type ZoneTextKey, zoneText } from '../zone-words.ts'
import type { ZoneTrouble } from './zone-store.ts'

const texts: Readonly<Record<DrawingFault | ZoneFault, ZoneTextKey>> = {
  'crosses-itself': 'faultCrosses',
  'too-few-points': 'faultFew',
  'line-crosses-itself': 'faultLineCrosses',
  'line-misses': 'faultMisses',
  'line-ends-inside': 'faultEnds',
  'hole-outside': 'faultHole',
  'nothing-left': 'faultNothing',
  'shrunk-away': 'faultShrunk',
  'too-many-vertices': 'faultMany',
  'not-a-polygon': 'faultGeoJson',
  empty: 'faultEmpty',
  'off-the-globe': 'faultGlobe',
  'too-wide': 'faultWide',
  'swapped-axes': 'faultAxes',
  'outside-the-district': 'faultAbroad',
  'too-small': 'faultSmall',
  'no-villages': 'faultNoVillages',
}

/** What a failed step says in plain words, and the place to mark. `take` does the step with the repaired shape. */
export function describeTrouble(error: unknown, take?: (repaired: Shape) => void): ZoneTrouble {
  const offer = (repaired: Shape | null) => (take && repaired ? () => take(repaired) : null)
  if (error instanceof ZoneFaultError)
    return { text: zoneText(texts[error.fault]), at: error.at, repair: offer(error.repaired) }
  const { fault, at, repaired } = bodyOf(error)
  if (isFault(fault))
    return { text: zoneText(texts[fault]), at: readPlace(at), repair: offer(readShape(repaired)) }
  if (error instanceof Problem) return { text: zoneText('faultGeoJson'), at: null, repair: null }
  if (error instanceof ProblemResponse)
    return { text: `${describeFailure(error)} ${zoneText('nothingLost')}`, at: null, repair: null }
  throw error
}

function bodyOf(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof ProblemResponse) return error.body
  return error instanceof Problem ? { ...error.body } : {}
}

function isFault(value: unknown): value is DrawingFault | ZoneFault {
  return typeof value === 'string' && value in texts
}

function readPlace(value: unknown): Position | null {
  if (!Array.isArray(value)) return null
  const [lon, lat]: unknown[] = value
  return typeof lon === 'number' && typeof lat === 'number' ? [lon, lat] : null
}

function readShape(value: unknown): Shape | null {
  try {
    return value === undefined ? null : shapeOf(value)
  } catch {
    return null
  }
}
