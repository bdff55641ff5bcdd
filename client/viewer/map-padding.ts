import { isPhone } from './is-phone.ts'

/** Pixels that the phone's sheet and search box, or the card, cover (top, right, bottom, left), so that what is gone to can be seen. */
export function mapPadding(carded: boolean): [number, number, number, number] {
  if (!isPhone()) return [0, carded ? 400 : 0, 0, 0]
  return [64, 0, carded ? Math.round((window.innerHeight - 108) * 0.62) : 256, 0]
}
