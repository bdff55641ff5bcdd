import type { Zone } from '../../../../core/api/zone.ts'
import { geometryOf, type Shape } from '../shape/shape.ts'
import type { ZoneDraft } from './zone-drafts.ts'
import type { ZoneLink } from './zone-link.ts'

/** Millimetres: what an answer of the server rounds is no change. */
const DIGITS = 8

/** All that a version holds, as text, to compare. */
export function contentOf({ name, note, shape }: Pick<ZoneDraft, 'name' | 'note' | 'shape'>): string {
  return `${name}\n${note}\n${digestOf(shape)}`
}

/** 53 bits over the rounded positions (cyrb53): drafts are compared often, and kept in little storage. */
function digestOf(shape: Shape): string {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  const take = (value: number) => {
    high = Math.imul(high ^ value, 2654435761)
    low = Math.imul(low ^ value, 1597334677)
  }
  for (const ring of geometryOf(shape).coordinates.flat()) {
    take(ring.length)
    for (const [lon, lat] of ring) {
      take(Math.round(lon * 10 ** DIGITS))
      take(Math.round(lat * 10 ** DIGITS))
    }
  }
  return `${high >>> 0}.${low >>> 0}`
}

export function linkTo({ id, version, published }: Zone, draft: ZoneDraft): ZoneLink {
  return { id, version, published, content: contentOf(draft) }
}

/** Whether a draft says something else than the version that it began with. */
export function isChanged(draft: ZoneDraft, link: ZoneLink | undefined): boolean {
  return !link || link.content !== contentOf(draft)
}
