import type { Envelope } from '../../core/geo/envelope.ts'
import type { LonLat } from '../../core/geo/lon-lat.ts'
import type { TextKey } from '../i18n/translate.ts'

const TIMEOUT_MS = 10_000

/** Where the device is, or the text that says why that cannot be shown. The place never leaves the browser. */
export async function findDevice(
  extent: Envelope | null | undefined,
): Promise<{ lonLat: LonLat } | { text: TextKey }> {
  const position = await new Promise<GeolocationPosition | null>((resolve) => {
    navigator.geolocation.getCurrentPosition(resolve, () => resolve(null), { timeout: TIMEOUT_MS })
  })
  if (!position) return { text: 'locateFailed' }
  const { longitude, latitude } = position.coords
  const [west, south, east, north] = extent ?? [-180, -90, 180, 90]
  const inside = longitude >= west && longitude <= east && latitude >= south && latitude <= north
  return inside ? { lonLat: [longitude, latitude] } : { text: 'locateOutside' }
}
