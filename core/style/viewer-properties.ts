/**
 * Attributes that the public map's styles read, by layer, of tiles that carry many more: it asks for these only. Clicks
 * ask the API for the rest. Points that stand for several always carry their number.
 */
export const viewerProperties: ReadonlyMap<string, readonly string[]> = new Map([
  ['proposals', ['locationQuality', 'status']],
  ['need', ['poorPopulation']],
])
