/**
 * Attributes that the public map's styles and names read, by layer, of tiles that carry many more: it asks for these only. Clicks
 * ask the API for the rest. Points that stand for several always carry their number.
 */
export const viewerProperties: ReadonlyMap<string, readonly string[]> = new Map([
  ['proposals', ['locationQuality', 'status']],
  ['need', ['poorPopulation']],
  ['areas-village', ['code', 'name']],
  ['areas-district', ['code', 'name']],
  ['poverty', ['code', 'name', 'povertyRate']],
  ['idm', ['code', 'idmStatus', 'name']],
])

interface DescribedLayer {
  id: string
  geometry: 'point' | 'line' | 'polygon' | 'mixed'
  attributes: readonly { name: string; type: string }[]
}

const NAMES = /^(name|nama|namobj|nama_?jalan|nama_?sungai|wadm\w+|kecamatan|kabupaten)$/i

/** What a layer of a package calls the names of its features. */
export function nameField(attributes: readonly { name: string }[]): string | undefined {
  return attributes.find(({ name }) => NAMES.test(name))?.name
}

/**
 * The attributes that the map asks for of any layer; null for all. Lines and areas that a package brought, all of whose
 * attributes are texts, are drawn without them, and named.
 */
export function viewerPropertiesOf({ id, geometry, attributes }: DescribedLayer): readonly string[] | null {
  const known = viewerProperties.get(id)
  if (known) return known
  const isPlain = geometry !== 'point' && attributes.every(({ type }) => type === 'string')
  // A list of none would be a list of all.
  const name = nameField(attributes) ?? attributes[0]?.name
  return isPlain && name !== undefined ? [name] : null
}
