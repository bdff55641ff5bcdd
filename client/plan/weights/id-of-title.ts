/** An id for addresses and files from a name: a letter, then up to 39 of lower-case letters, digits and hyphens. */
export function idOfTitle(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const id = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+/, '')
  const lettered = /^[a-z]/.test(id) ? id : `bobot-${id}`
  return lettered.slice(0, 40).replace(/-+$/, '')
}
