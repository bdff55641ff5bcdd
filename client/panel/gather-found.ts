import type { MapLayer } from '../../core/api/map-layer.ts'
import type { Identified } from '../../core/api/place.ts'

/** One page of the card: a thing under the pointer, and what other layers say of the same area. */
export type Found = Identified & { also: Identified[] }

/**
 * Puts what was found in the order in which people ask: proposals, then the village with all that is known of
 * it (poverty, index, coverage by each service), then facilities and the rest. Ground without a name is left out.
 */
export function gatherFound(items: readonly Identified[], catalogue: readonly MapLayer[]): Found[] {
  const layerOf = (item: Identified) => catalogue.find(({ id }) => id === item.layer)
  const village = items.find(({ layer }) => layer === 'areas-village')
  const ofVillage = (item: Identified) =>
    village !== undefined &&
    item !== village &&
    item.code === village.code &&
    layerOf(item)?.geometry === 'polygon'
  const order = (item: Identified) => {
    if (item.layer === 'proposals') return 0
    return item.layer === village?.layer ? 1 : layerOf(item)?.geometry === 'point' ? 2 : 3
  }
  return items
    .filter((item) => !ofVillage(item) && item.title !== '' && item.layer !== 'areas-district')
    .map((item) => ({ ...item, also: item === village ? items.filter(ofVillage) : [] }))
    .sort((a, b) => order(a) - order(b))
}

/** The page of a proposal that was chosen by its code, from the list or an address. */
export function proposalItem(code: string, title: string): Found {
  return { layer: 'proposals', code, title, properties: {}, also: [] }
}
