import { catalogued } from '../../database/sql-fragment.ts'
import { visiblePlace, visibleQuality } from '../../layers/visibility.ts'

/** What tells whether a proposal has a place of its own. */
export const placeColumns = { quality: visibleQuality, place: visiblePlace }

/** Over `p` with these columns. */
export const hasPlace = catalogued(`p.quality = 'point' AND p.place IS NOT NULL`)
