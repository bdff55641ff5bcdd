/** The width below which the panel is a sheet; the same as in the styles. */
export function isPhone(): boolean {
  return matchMedia('(max-width: 767px)').matches
}
