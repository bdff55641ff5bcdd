import { beforeAll, describe, expect, it } from 'vitest'
import { type Point, toLonLat } from '../../../data/demo/frame.ts'
import { signedArea2 } from '../../../data/demo/polygon.ts'
import { SEA } from '../../../data/demo/surface.ts'
import { createWorld, type World } from '../../../data/demo/world.ts'

const key = (p: Point) => toLonLat(p).join(' ')

/** Directed edges of all villages at the precision that is written to the file, with how often each occurs. */
function directedEdges(world: World): Map<string, number> {
  const edges = new Map<string, number>()
  for (const ring of world.villages.flatMap((v) => v.polygons.flat())) {
    ring.forEach((p, i) => {
      const edge = `${key(p)}|${key(ring[(i + 1) % ring.length] as Point)}`
      edges.set(edge, (edges.get(edge) ?? 0) + 1)
    })
  }
  return edges
}

const reversed = (edge: string) => edge.split('|').reverse().join('|')

describe('the villages of the demo district', () => {
  let world: World
  beforeAll(() => {
    world = createWorld(12)
  }, 60_000)

  it('use no edge twice in the same direction, so none overlaps its neighbour', () => {
    const twice = [...directedEdges(world)].filter(([, count]) => count > 1)
    expect(twice).toEqual([])
  })

  it('leave only closed outer borders without a partner, so there is no gap between neighbours', () => {
    const edges = directedEdges(world)
    const outer = [...edges.keys()].filter((edge) => !edges.has(reversed(edge)))
    expect(outer.length).toBeGreaterThan(500)
    expect(edges.size - outer.length).toBeGreaterThan(5_000)
    const next = new Map(outer.map((edge) => edge.split('|') as [string, string]))
    expect(next.size).toBe(outer.length)
    let rings = 0
    const left = new Set(next.keys())
    for (const start of next.keys()) {
      if (!left.has(start)) continue
      rings += 1
      for (let at = start; left.delete(at); ) at = next.get(at) as string
    }
    // The mainland and each island have one outline; a gap between villages would add a ring of its own.
    const landmasses = new Set(world.territory.surface.landmass).size - 1
    expect(rings).toBe(landmasses)
  })

  it('fill their outline: the areas add up to what the outline encloses', () => {
    const edges = directedEdges(world)
    let outline2 = 0
    let villages2 = 0
    for (const ring of world.villages.flatMap((v) => v.polygons.flat())) {
      villages2 += signedArea2(ring)
      ring.forEach((p, i) => {
        const q = ring[(i + 1) % ring.length] as Point
        if (!edges.has(`${key(q)}|${key(p)}`)) outline2 += p[0] * q[1] - q[0] * p[1]
      })
    }
    expect(villages2 / outline2).toBeCloseTo(1, 9)
  })

  it('touch the sea along edges that the sea shares', () => {
    const sea = new Set<string>()
    for (const ring of (world.territory.outlines.get(SEA) ?? []).flat()) {
      ring.forEach((p, i) => {
        sea.add(`${key(ring[(i + 1) % ring.length] as Point)}|${key(p)}`)
      })
    }
    const coast = [...directedEdges(world).keys()].filter((edge) => sea.has(edge))
    expect(coast.length).toBeGreaterThan(400)
  })

  it('nest in their districts by code, and a district on the mainland is one connected piece', () => {
    for (const village of world.villages) {
      expect(village.code.startsWith(`${world.districts[village.district]?.code}.`)).toBe(true)
      expect(village.code.slice(9)).toMatch(village.kelurahan ? /^1\d{3}$/ : /^2\d{3}$/)
    }
    expect(new Set(world.villages.map((v) => v.code)).size).toBe(world.villages.length)
    const onMainland = (i: number) =>
      world.territory.surface.landmass[world.villages[i]?.node as number] === 0
    world.districts.forEach((district, d) => {
      const members = [...world.villages.keys()].filter(
        (i) => world.villages[i]?.district === d && onMainland(i),
      )
      if (members.length === 0) return
      const reached = new Set([members.includes(district.seat) ? district.seat : (members[0] as number)])
      for (const i of reached) {
        for (const next of world.adjacent[i] ?? []) if (members.includes(next)) reached.add(next)
      }
      expect(reached.size, district.name).toBe(members.length)
    })
  })

  it('have names that are unique within a district, with one name in two districts', () => {
    const names = world.villages.map((v) => `${v.district} ${v.name}`)
    expect(new Set(names).size).toBe(names.length)
    expect(world.villages.length - new Set(world.villages.map((v) => v.name)).size).toBe(1)
  })

  it('are smaller near the capital than in the hills', () => {
    const mean = (setting: string) => {
      const areas = world.villages.filter((v) => v.setting === setting).map((v) => v.areaKm2)
      return areas.reduce((a, b) => a + b, 0) / areas.length
    }
    expect(mean('town')).toBeLessThan(mean('upland') / 3)
  })

  it('can be grown from another seed, as another land', () => {
    // With this one the noise pushes the inland border towards the frame.
    const other = createWorld(7)
    expect(other.villages.length).toBeGreaterThan(95)
    expect([...directedEdges(other).values()].every((count) => count === 1)).toBe(true)
    expect(other.villages.map((v) => v.name)).not.toEqual(world.villages.map((v) => v.name))
  }, 60_000)
})
