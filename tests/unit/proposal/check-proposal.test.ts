import { describe, expect, it } from 'vitest'
import { type CheckFacts, checkProposal, isFlagged } from '../../../core/desk/check-proposal.ts'

/** Nothing is to be said of it but what it costs. */
const USUAL: CheckFacts = {
  locationQuality: 'point',
  suggestion: null,
  statedVillage: 'Sukamaju',
  villageName: 'Sukamaju',
  costRupiah: 200_000_000,
  volume: 100,
  unit: 'm',
  peers: { count: 23, lowerQuartile: 1_500_000, median: 2_000_000, upperQuartile: 2_600_000, unit: 'm' },
  twins: [],
  drawnMetres: 110,
  drawnSquareMetres: null,
  service: null,
  nearestFacilityMetres: null,
  standardMetres: null,
}
const find = (facts: Partial<CheckFacts>) => checkProposal({ ...USUAL, ...facts })
const codes = (facts: Partial<CheckFacts>) => find(facts).map(({ code }) => code)

describe('what a machine finds about a proposal', () => {
  it('is nothing to look twice at where all is usual, and says what is usual', () => {
    const checks = find({})
    expect(checks.map(({ code }) => code)).toEqual(['cost-usual'])
    expect(isFlagged(checks)).toBe(false)
    expect(checks[0]?.label).toEqual({
      id: 'Rp 2 juta/m; 23 usulan sejenis biasanya Rp 1,5 juta–Rp 2,6 juta/m (median Rp 2 juta)',
      en: 'Rp 2 million/m; 23 proposals of its kind usually Rp 1.5 million–Rp 2.6 million/m (median Rp 2 million)',
    })
  })

  it('is a cost of ten times, or of a tenth, and no cost at all', () => {
    const [high] = find({ costRupiah: 2_000_000_000 })
    expect(high).toMatchObject({ code: 'cost-high', severity: 'warning' })
    expect(high?.label.id).toContain('Biaya 10 kali median')
    const [low] = find({ costRupiah: 20_000_000 })
    expect(low).toMatchObject({ code: 'cost-low', severity: 'warning' })
    expect(low?.label.en).toContain('Cost is 1/10 of the median')
    for (const costRupiah of [null, 0]) expect(codes({ costRupiah })).toEqual(['cost-missing'])
    expect(codes({ costRupiah: 1e12, peers: null })).toEqual([])
  })

  it('compares a whole cost where its kind has no common unit', () => {
    const peers = { count: 9, lowerQuartile: 1e8, median: 2e8, upperQuartile: 3e8, unit: null }
    expect(codes({ peers })).toEqual(['cost-usual'])
    expect(codes({ peers, costRupiah: 9.1e8 })).toEqual(['cost-high'])
    expect(codes({ peers, costRupiah: 9e8 })).toEqual(['cost-usual'])
  })

  it('is a place in another village, none at all, or one that is known to its village only', () => {
    const text = { id: 'Titiknya di Desa Lain', en: 'Its point is in another village' }
    expect(find({ locationQuality: 'conflict', suggestion: { text } })[0]).toEqual({
      code: 'place-conflict',
      severity: 'error',
      label: text,
    })
    expect(find({ locationQuality: 'conflict' })[0]?.label.id).toContain('Sukamaju')
    expect(find({ locationQuality: 'none' })[0]).toMatchObject({ code: 'place-missing', severity: 'warning' })
    expect(isFlagged(find({ locationQuality: 'area' }))).toBe(false)
  })

  it('is a quantity that is not what was drawn, in the units of lines and areas', () => {
    expect(codes({ drawnMetres: 1_000 })).toContain('volume-drawn')
    expect(codes({ drawnMetres: 201 })).toContain('volume-drawn')
    expect(codes({ drawnMetres: 200 })).not.toContain('volume-drawn')
    expect(codes({ volume: 1.2, unit: 'km', drawnMetres: 1_300, peers: null })).toEqual([])
    expect(
      codes({ volume: 1, unit: 'ha', drawnMetres: null, drawnSquareMetres: 40_000, peers: null }),
    ).toEqual(['volume-drawn'])
    expect(codes({ volume: 3, unit: 'unit', drawnMetres: 5_000, peers: null })).toEqual([])
    expect(codes({ volume: null, peers: null })).toEqual(['volume-missing'])
  })

  it('is a twin at the same place; others with its title are only told', () => {
    const far = { code: 'A', year: 2026, samePlace: false }
    expect(find({ twins: [far] }).at(-1)).toMatchObject({
      code: 'same-title',
      severity: 'note',
      others: ['A'],
    })
    const near = { code: 'B', year: 2026, samePlace: true }
    expect(find({ twins: [far, near] })[0]).toMatchObject({
      code: 'duplicate',
      severity: 'warning',
      others: ['B'],
    })
  })

  it('tells whether its service is within the standard', () => {
    const service = { service: 'SD', standardMetres: 3_000 }
    expect(codes({ ...service, nearestFacilityMetres: 4_200 })).toContain('beyond-standard')
    expect(codes({ ...service, nearestFacilityMetres: 3_000 })).toContain('within-standard')
    expect(find({ ...service, nearestFacilityMetres: 4_200 }).at(-1)?.label.id).toBe(
      'SD terdekat 4,2 km, di luar standar 3 km',
    )
  })

  it('puts what is gravest first', () => {
    const found = find({ locationQuality: 'conflict', costRupiah: null, volume: null })
    expect(found.map(({ severity }) => severity)).toEqual(['error', 'warning', 'note'])
  })
})
