import type { DownloadSource } from './source/download-source.ts'

/** The names again, each its own whatever case it is read in: those that come twice get a number. `taken` are names already in use. */
export function uniqueNames(names: readonly string[], taken: readonly string[] = []): string[] {
  const seen = new Set(taken.map((name) => name.toLowerCase()))
  return names.map((name) => {
    let unique = name
    for (let next = 2; seen.has(unique.toLowerCase()); next++) unique = `${name}_${next}`
    seen.add(unique.toLowerCase())
    return unique
  })
}

/** Names of the columns that tables put after a layer's own: lon and lat, or x and y, and the shape as text. */
export function placeNames({ fields, crs }: Pick<DownloadSource, 'fields' | 'crs'>): {
  x: string
  y: string
  shape: string
} {
  const wanted = [...(crs.unit === 'degrees' ? ['lon', 'lat'] : ['x', 'y']), 'wkt']
  const own = fields.map(({ name }) => name)
  const [x = '', y = '', shape = ''] = uniqueNames(wanted, own)
  return { x, y, shape }
}
