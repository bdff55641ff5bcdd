import type { District } from '../../core/api/district.ts'
import type { Envelope } from '../../core/geo/envelope.ts'

const INDONESIA: Envelope = [94.5, -11.5, 141.5, 6.5]

/** Where a district lies, in degrees: the whole country while the store knows no border of it. */
export function extentOf({ extent }: District): Envelope {
  return extent ?? INDONESIA
}
