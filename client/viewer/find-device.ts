import type { LonLat, LonLatBox } from '../api/types.ts'
import type { TextKey } from '../i18n/translate.ts'

const timeoutMs = 10_000

/** Where the device is, or the text that says why that cannot be shown. The place never leaves the browser. */
export async function findDevice(extent: LonLatBox | undefined): Promise<LonLat | TextKey> {
  const position = await new Promise<GeolocationPosition | null>((resolve) => {
    navigator.geolocation.getCurrentPosition(resolve, () => resolve(null), { timeout: timeoutMs })
  })
  if (!position) return 'locateFailed'
  const { longitude, latitude } = position.coords
  const [west, south, east, north] = extent ?? [-180, -90, 180, 90]
  const inside = longitude >= west && longitude <= east && latitude >= south && latitude <= north
  return inside ? [longitude, latitude] : 'locateOutside'
}
