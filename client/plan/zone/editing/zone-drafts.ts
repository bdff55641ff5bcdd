import type { Shape } from '../shape/shape.ts'

/** A zone as it is worked on here; its id is this browser's own. */
export interface ZoneDraft {
  readonly id: string
  readonly name: string
  readonly note: string
  readonly shape: Shape
}

/** All zones that are worked on, and the one that is open. Never changed in place: each step of undo keeps one. */
export interface ZoneDrafts {
  readonly zones: readonly ZoneDraft[]
  readonly open: string | null
}

export const noDrafts: ZoneDrafts = { zones: [], open: null }

export function openZone(drafts: ZoneDrafts): ZoneDraft | null {
  return drafts.zones.find(({ id }) => id === drafts.open) ?? null
}

/** Adds a zone behind the others and opens it. */
export function addZone(drafts: ZoneDrafts, zone: ZoneDraft): ZoneDrafts {
  return { zones: [...drafts.zones, zone], open: zone.id }
}

export function changeZone(
  drafts: ZoneDrafts,
  id: string,
  patch: Partial<Omit<ZoneDraft, 'id'>>,
): ZoneDrafts {
  return { ...drafts, zones: drafts.zones.map((zone) => (zone.id === id ? { ...zone, ...patch } : zone)) }
}

/** Takes a zone away; where it was open, its neighbour opens. */
export function removeZone(drafts: ZoneDrafts, id: string): ZoneDrafts {
  const index = drafts.zones.findIndex((zone) => zone.id === id)
  if (index < 0) return drafts
  const zones = drafts.zones.toSpliced(index, 1)
  const next = zones[Math.min(index, zones.length - 1)]?.id ?? null
  return { zones, open: drafts.open === id ? next : drafts.open }
}

/** Puts several zones in the place of one and opens the first. */
export function replaceZone(drafts: ZoneDrafts, id: string, by: readonly ZoneDraft[]): ZoneDrafts {
  const index = drafts.zones.findIndex((zone) => zone.id === id)
  if (index < 0) return drafts
  return { zones: drafts.zones.toSpliced(index, 1, ...by), open: by[0]?.id ?? null }
}

/** "Zona prioritas 3": the first number that no draft and no saved zone has. */
export function freeName(drafts: ZoneDrafts, stem: string, saved: readonly { name: string }[] = []): string {
  const taken = new Set([...drafts.zones, ...saved].map(({ name }) => name))
  for (let number = 1; ; number++) {
    const name = `${stem} ${number}`
    if (!taken.has(name)) return name
  }
}
