import { isPhone } from './is-phone.ts'

/** Pixels that the phone's sheet and search box, or the card, cover (top, right, bottom, left), so that what is gone to can be seen. */
export function mapPadding(carded: boolean): [number, number, number, number] {
  if (!isPhone()) return [0, carded ? 400 : 0, 0, 0]
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const sheet = Math.min(16 * rem, 0.46 * window.innerHeight)
  const card = (window.innerHeight - 6.75 * rem) * 0.62
  return [4 * rem, 0, Math.round(carded ? card : sheet), 0]
}
