import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equalAreaX, equalAreaY } from '../../../core/geo/equal-area.ts'
import { arealTotal } from '../../../core/zones/areal.ts'
import { commonArea, prepareEdges } from '../../../core/zones/common-area.ts'
import { overlapZone } from '../../../core/zones/overlap-zone.ts'
import { buildPeopleSources, type CellGiven, type VillageGiven } from '../../../core/zones/people-sources.ts'
import { ringsArea } from '../../../core/zones/rings.ts'
import { zonePeople } from '../../../core/zones/zone-figures.ts'
import { ringOf, star } from './random-shapes.ts'

const rectangle = (w: number, s: number, e: number, n: number) => [w, s, e, s, e, n, w, n]
const village = (code: string, ring: number[], more: Partial<VillageGiven> = {}): VillageGiven => ({
  code,
  name: code,
  rings: [ring],
  population: 1000,
  poor: 100,
  beyond: [200],
  ...more,
})
/** Two villages side by side, 1000 × 500 each, over cells of 250 that do not know of their border at 510. */
const west = village('west', rectangle(0, 0, 510, 1000))
const east = village('east', rectangle(510, 0, 1000, 1000), { population: 4000, poor: 400, beyond: [0] })
const cells: CellGiven[] = Array.from({ length: 16 }, (_, i) => {
  const [x, y] = [(i % 4) * 250, Math.floor(i / 4) * 250]
  return { ring: rectangle(x, y, x + 250, y + 250), beyond: [x === 0 ? 1 : 0] }
})
const piecesOf = (villages: VillageGiven[]) =>
  villages.flatMap(({ rings, population, poor }, v) =>
    cells.flatMap(({ ring }, cell) => {
      const share = commonArea([ring], prepareEdges(rings)) / ringsArea(rings)
      return share > 0 ? [{ cell, village: v, population: share * population, poor: share * poor }] : []
    }),
  )
const rules = { services: [{ service: 'SD', standardMetres: 3000 }], smallCell: 5 }
const build = (villages: VillageGiven[], pieces = piecesOf(villages)) =>
  buildPeopleSources(villages, cells, pieces, 1)
const people = (villages: VillageGiven[], zone: number[], pieces = piecesOf(villages), smallCell = 5) => {
  const sources = build(villages, pieces)
  return zonePeople(sources, overlapZone(sources, [zone]), { ...rules, smallCell })
}

describe('the equal-area plane', () => {
  it('has the surface of the WGS 84 ellipsoid', () => {
    const squareKilometres = (2 * equalAreaX(180) * 2 * equalAreaY(90)) / 1e6
    expect(squareKilometres).toBeCloseTo(510_065_621.724, 1)
  })
})

describe('people in a zone', () => {
  it('are those of a village when the zone is the village', () => {
    const figures = people([west, east], rectangle(0, 0, 510, 1000))
    expect(figures.population).toEqual({
      value: 1000,
      low: 1000,
      high: 1000,
      coveragePercent: 100,
      missingVillages: 0,
    })
    expect(figures.poorPopulation.value).toBe(100)
    expect(figures.poverty).toEqual({ percent: 10, low: 10, high: 10, coveragePercent: 100 })
    expect(figures.services[0]?.beyond.value).toBe(Math.round((1000 * 250) / 510))
  })

  it('are spread evenly within a village where its cells are, with bounds that suppose nothing', () => {
    const figures = people([west, east], rectangle(0, 0, 755, 1000))
    expect(figures.population).toEqual({
      value: 3000,
      low: 1000,
      high: 5000,
      coveragePercent: 100,
      missingVillages: 0,
    })
    expect(figures.areaKm2).toBe(0.755)
  })

  it('agree with the areal interpolation of core from overlays, for any zone', () => {
    const sources = build([west, east])
    const values = Float64Array.from([1000, 4000])
    fc.assert(
      fc.property(star, (shape) => {
        const zone = [ringOf(shape)]
        const overlaps = [west, east].map(({ rings }, source) => {
          const areaSquareMetres = commonArea(zone, prepareEdges(rings))
          return {
            source,
            share: Math.max(0, areaSquareMetres / ringsArea(rings)),
            areaSquareMetres: Math.max(0, areaSquareMetres),
          }
        })
        const expected = arealTotal(overlaps, values, ringsArea(zone))
        const overlap = overlapZone(sources, zone)
        const found = arealTotal(overlap.sources, sources.counts.population, ringsArea(zone))
        if (expected.total > 1e-6) expect(found.total).toBeCloseTo(expected.total, 4)
        expect(found.coverage).toBeCloseTo(expected.coverage, 9)
      }),
      { seed: 21, numRuns: 200 },
    )
  })

  it('who are not known stay unknown and lower the coverage; they are never nobody', () => {
    const unknown = { ...east, population: Number.NaN, poor: Number.NaN, beyond: [Number.NaN] }
    const figures = people([west, unknown], rectangle(0, 0, 1000, 1000))
    expect(figures.population).toEqual({
      value: 1000,
      low: 1000,
      high: null,
      coveragePercent: 51,
      missingVillages: 1,
    })
    expect(figures.poverty).toMatchObject({ percent: 10, coveragePercent: 51 })
    const nobody = people([west, unknown], rectangle(600, 0, 900, 1000))
    expect(nobody.population).toMatchObject({
      value: null,
      high: null,
      coveragePercent: 0,
      missingVillages: 1,
    })
    expect(nobody.poverty.percent).toBeNull()
  })

  it('who are poor are withheld when they are fewer than five, with everything that would tell', () => {
    const few = { ...west, poor: 8 }
    const figures = people([few, east], rectangle(0, 0, 255, 1000))
    expect(figures.poorPopulation).toMatchObject({ value: null, low: null, high: null, below: 5 })
    expect(figures.poverty).toMatchObject({ percent: null, low: null, high: null })
    expect(figures.population.value).toBe(500)
    expect(people([few, east], rectangle(0, 0, 510, 1000)).poorPopulation.value).toBe(8)
  })

  it('who are poor are withheld below the limit that is set, whatever it is; without one none are', () => {
    const few = [{ ...west, poor: 8 }, east]
    const poorOf = (smallCell: number, zone = rectangle(0, 0, 510, 1000)) =>
      people(few, zone, piecesOf(few), smallCell).poorPopulation
    expect(poorOf(9)).toMatchObject({ value: null, low: null, high: null, below: 9 })
    expect(poorOf(8).value).toBe(8)
    for (const none of [0, 1]) {
      expect(poorOf(none, rectangle(0, 0, 255, 1000))).toMatchObject({ value: 4, low: 0, high: 8 })
      expect(poorOf(none, rectangle(0, 0, 1, 1))).toMatchObject({ value: 0 })
      expect(poorOf(none)).not.toHaveProperty('below')
    }
  })

  it('live where the pieces are: the rest of a village is known to be empty', () => {
    const pieces = piecesOf([west]).filter(({ cell }) => cell === 0)
    const settled = pieces.map((piece) => ({ ...piece, population: 1000, poor: 100 }))
    const figures = people([west], rectangle(0, 500, 510, 1000), settled)
    expect(figures.population).toMatchObject({ value: 0, low: 0, high: 1000, coveragePercent: 100 })
    expect(people([west], rectangle(0, 0, 250, 250), settled).population.value).toBe(1000)
  })

  it('of a village that has no pieces are spread over all of it', () => {
    const figures = people([west], rectangle(0, 0, 255, 1000), [])
    expect(figures.population.value).toBe(500)
    expect(figures.services[0]?.beyond.value).toBe(100)
  })

  it('of pieces that the cleaned border cut off go to another piece of the village, not lost', () => {
    const stray = { cell: 3, village: 0, population: 50, poor: 5 }
    const figures = people([west, east], rectangle(0, 0, 510, 1000), [...piecesOf([west, east]), stray])
    expect(figures.population.value).toBe(1050)
  })

  it('of a zone half outside cover half of it', () => {
    const figures = people([west, east], rectangle(-1000, 0, 1000, 1000))
    expect(figures.population).toMatchObject({ value: 5000, coveragePercent: 50 })
  })

  it('newly served by a portfolio come out of those beyond', () => {
    const sources = build([west, east])
    const served = Uint8Array.from(cells, (_, i) => (i === 0 || i === 1 ? 1 : 0))
    const zone = [rectangle(0, 0, 1000, 1000)]
    const { services } = zonePeople(sources, overlapZone(sources, zone), rules, [served])
    const column = (1000 * 250) / 510
    expect(services[0]).toMatchObject({
      newlyServed: Math.round(column / 4),
      after: Math.round((column * 3) / 4),
    })
  })
})
