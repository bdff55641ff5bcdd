import { contentOf } from './zone-content.ts'
import type { ZoneDraft, ZoneDrafts } from './zone-drafts.ts'
import type { ZoneLink } from './zone-link.ts'

/** The zones of one page, with what ties them to the server. */
export interface SharedZones {
  readonly drafts: ZoneDrafts
  readonly links: ReadonlyMap<string, ZoneLink>
}

/** What another page of this browser did to zones, to be done to any state of the drafts, such as those that undo goes back to. */
export interface ForeignChange {
  readonly links: ReadonlyMap<string, ZoneLink>
  /** Gives back the same drafts where nothing of them differs. */
  apply(drafts: ZoneDrafts): ZoneDrafts
  readonly isEmpty: boolean
}

/**
 * What `theirs` did since `base` to zones that `mine` left as they were: of a zone that both changed, each page keeps its own,
 * and the one written last stays.
 */
export function foreignChange(base: SharedZones, mine: SharedZones, theirs: SharedZones): ForeignChange {
  const [was, own, other] = [byId(base.drafts), byId(mine.drafts), byId(theirs.drafts)] as const
  const ids = [...new Set([...was.keys(), ...other.keys()])].filter(
    (id) => !isSame(was.get(id), other.get(id)) && isSame(was.get(id), own.get(id)),
  )
  const links = mergeLinks(base.links, mine.links, theirs.links)
  return {
    links,
    isEmpty: ids.length === 0 && links === mine.links,
    apply: (drafts) => (ids.length === 0 ? drafts : takeOver(drafts, ids, other)),
  }
}

type Zones = ReadonlyMap<string, ZoneDraft>

const byId = ({ zones }: ZoneDrafts): Zones => new Map(zones.map((zone) => [zone.id, zone]))

function takeOver(drafts: ZoneDrafts, ids: readonly string[], other: Zones): ZoneDrafts {
  const changed = new Set(ids)
  const kept = drafts.zones.flatMap((zone) => (changed.has(zone.id) ? (other.get(zone.id) ?? []) : zone))
  const known = new Set(kept.map(({ id }) => id))
  const added = ids.flatMap((id) => (known.has(id) ? [] : (other.get(id) ?? [])))
  const zones = [...kept, ...added]
  const open = zones.some(({ id }) => id === drafts.open) ? drafts.open : (zones[0]?.id ?? null)
  return { zones, open }
}

function mergeLinks(
  base: SharedZones['links'],
  mine: SharedZones['links'],
  theirs: SharedZones['links'],
): SharedZones['links'] {
  const merged = new Map(mine)
  let differs = false
  for (const id of new Set([...base.keys(), ...theirs.keys()])) {
    const [was, own, other] = [base.get(id), mine.get(id), theirs.get(id)]
    if (isSameLink(was, other) || !isSameLink(was, own)) continue
    if (other) merged.set(id, other)
    else merged.delete(id)
    differs = true
  }
  return differs ? merged : mine
}

function isSame(one: ZoneDraft | undefined, other: ZoneDraft | undefined): boolean {
  return one === other || (!!one && !!other && contentOf(one) === contentOf(other))
}

function isSameLink(one: ZoneLink | undefined, other: ZoneLink | undefined): boolean {
  if (one === other) return true
  return one?.version === other?.version && one?.published === other?.published && one?.id === other?.id
}
