const LONGEST = 10

/** Names for the columns of a dBASE table: ASCII letters, digits and _, at most ten, each its own whatever case it is read in. */
export function dbfNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name, at) => {
    const plain = name
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .replaceAll(/[^A-Za-z0-9_]+/g, '_')
      .replaceAll(/^_+|_+$/g, '')
    const stem = plain === '' ? `field_${at + 1}` : plain
    let unique = stem.slice(0, LONGEST)
    for (let next = 2; taken.has(unique.toLowerCase()); next++) {
      const end = `_${next}`
      unique = stem.slice(0, LONGEST - end.length) + end
    }
    taken.add(unique.toLowerCase())
    return unique
  })
}
