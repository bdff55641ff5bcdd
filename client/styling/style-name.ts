/** A name for a new style: from its title, with a number where the name is taken. */
export function freeStyleName(title: string, known: readonly { name: string }[]): string {
  const plain = title
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replaceAll(/^-|-$/g, '')
  const base = ['', 'standard', 'default'].includes(plain) ? `gaya-${plain}`.replace(/-$/, '') : plain
  const taken = new Set(known.map(({ name }) => name))
  let name = base
  for (let at = 2; taken.has(name); at++) name = `${base}-${at}`
  return name
}
