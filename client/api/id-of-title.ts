const MOST = 40

/**
 * An id for addresses and files from a title: a letter, then up to 39 of lower-case letters, digits and hyphens. One that would
 * begin otherwise begins with `prefix`; one that is taken ends with a number.
 */
export function idOfTitle(title: string, prefix: string, taken: readonly string[] = []): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+/, '')
  const whole = /^[a-z]/.test(words) ? words : `${prefix}-${words}`
  const cut = (most: number) => whole.slice(0, most).replace(/-+$/, '')
  let id = cut(MOST)
  for (let at = 2; taken.includes(id); at++) id = `${cut(MOST - `-${at}`.length)}-${at}`
  return id
}
