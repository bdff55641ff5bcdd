import type { Shape } from '../shape/shape.ts'

/** A zone as it is worked on here; its id is this browser's own. */
export interface ZoneDraft {
  readonly id: string
  readonly name: string
  readonly note: string
  readonly shape: Shape
}

/** All zones that are worked on, and the one that is open. Never changed in place: each step of undo keeps one. */
export interface ZoneDesk {
  readonly zones: readonly ZoneDraft[]
  readonly open: string | null
}

export const emptyDesk: ZoneDesk = { zones: [], open: null }

export function openZone(desk: ZoneDesk): ZoneDraft | null {
  return desk.zones.find(({ id }) => id === desk.open) ?? null
}

/** Adds a zone behind the others and opens it. */
export function addZone(desk: ZoneDesk, zone: ZoneDraft): ZoneDesk {
  return { zones: [...desk.zones, zone], open: zone.id }
}

export function changeZone(desk: ZoneDesk, id: string, patch: Partial<Omit<ZoneDraft, 'id'>>): ZoneDesk {
  return { ...desk, zones: desk.zones.map((zone) => (zone.id === id ? { ...zone, ...patch } : zone)) }
}

/** Takes a zone away; where it was open, its neighbour opens. */
export function removeZone(desk: ZoneDesk, id: string): ZoneDesk {
  const index = desk.zones.findIndex((zone) => zone.id === id)
  if (index < 0) return desk
  const zones = desk.zones.toSpliced(index, 1)
  const next = zones[Math.min(index, zones.length - 1)]?.id ?? null
  return { zones, open: desk.open === id ? next : desk.open }
}

/** Puts several zones in the place of one and opens the first. */
export function replaceZone(desk: ZoneDesk, id: string, by: readonly ZoneDraft[]): ZoneDesk {
  const index = desk.zones.findIndex((zone) => zone.id === id)
  if (index < 0) return desk
  return { zones: desk.zones.toSpliced(index, 1, ...by), open: by[0]?.id ?? null }
}

/** "Zona prioritas 3": the first number that no zone of the desk, nor of those saved, has. */
export function freeName(desk: ZoneDesk, stem: string, saved: readonly { name: string }[] = []): string {
  const taken = new Set([...desk.zones, ...saved].map(({ name }) => name))
  for (let number = 1; ; number++) {
    const name = `${stem} ${number}`
    if (!taken.has(name)) return name
  }
}
