import { describe, expect, test } from 'vitest'
import { assessLocation, type LocationAssessment } from '../../core/proposal/location-quality.ts'
import type { ProposalDraft } from '../../core/proposal/proposal.ts'
import { mapSipdColumns } from '../../core/proposal/sipd-columns.ts'
import { readSipdRow } from '../../core/proposal/sipd-row.ts'
import { makeVillageMatcher, type VillageMatch } from '../../core/proposal/village-name.ts'
import { kobarFolder, readProposalTables, readVillages } from './kobar-data.ts'

interface ReadRow {
  draft: ProposalDraft
  match: VillageMatch
  location: LocationAssessment
  faults: number
}

function readAll(folder: string): ReadRow[] {
  const villages = readVillages(folder)
  const matchVillage = makeVillageMatcher(villages.areas)
  return readProposalTables(folder).flatMap(({ year, heading, rows }) => {
    const columns = mapSipdColumns(heading)
    return rows.flatMap((cells) => {
      const { draft, faults } = readSipdRow(cells, { columns, year, extent: villages.extent })
      if (!draft) return []
      const match = matchVillage({ village: draft.statedVillage ?? '', district: draft.statedDistrict ?? '' })
      const villageCode = match.village?.code ?? null
      const location = assessLocation({ ...villages, candidates: draft.coordinates, villageCode })
      return [{ draft, match, location, faults: faults.length }]
    })
  })
}

function tally(values: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(values, (value) => value)].map(([value, all]) => [value, all.length]),
  )
}

describe('the 2,674 proposals of Kotawaringin Barat (needs PETAUSUL_DATA)', () => {
  const rows = kobarFolder === null ? [] : readAll(kobarFolder)

  test('are all read, without a single fault', () => {
    expect(tally(rows.map(({ draft }) => String(draft.year)))).toEqual({ 2024: 838, 2025: 893, 2026: 943 })
    expect(rows.reduce((sum, { faults }) => sum + faults, 0)).toBe(0)
    const sources = tally(rows.filter(({ draft }) => draft.year === 2026).map(({ draft }) => draft.source))
    expect(sources).toEqual({ musrenbang: 361, pokir: 582 })
  })

  test('have their money read in every notation', () => {
    expect(rows.every(({ draft }) => draft.costRupiah !== null && draft.costRupiah >= 1e6)).toBe(true)
    const roads = rows.filter(({ draft }) => /jalan lingkungan/.test(draft.title))
    const perMetre = roads.map(({ draft }) => draft.costRupiah! / draft.volume!)
    expect(Math.max(...perMetre)).toBeLessThan(2_000_000)
  })

  test('have their coordinates found wherever a person would see them', () => {
    const seen = rows.filter(({ draft }) => /\d[.,]\d{3,}|\d°|maps/.test(draft.address ?? ''))
    expect(seen).toHaveLength(2040)
    expect(seen.filter(({ draft }) => draft.coordinates.length !== 1)).toEqual([])
    expect(rows.filter(({ draft }) => draft.coordinates.length > 0)).toHaveLength(2040)
    const notations = tally(rows.flatMap(({ draft }) => draft.coordinates.map(({ notation }) => notation)))
    expect(notations).toEqual({
      decimal: 1343,
      'decimal-comma': 139,
      labelled: 90,
      hemisphere: 94,
      bracketed: 82,
      dms: 157,
      'map-link': 135,
    })
  })

  test('have every stated village matched within its district', () => {
    expect(rows.filter(({ match, draft }) => match.village === null && draft.statedVillage !== null)).toEqual(
      [],
    )
    const how = tally(rows.map(({ match }) => match.village?.how ?? String(match.reason)))
    expect(how).toEqual({ exact: 2508, normalised: 55, spelling: 32, empty: 79 })
    expect(rows.every(({ match }) => (match.village?.distance ?? 0) <= 1)).toBe(true)
  })

  test('fall into the four qualities, with each lost sign as a suggestion', () => {
    const quality = tally(rows.map(({ location }) => location.quality))
    expect(quality).toEqual({ point: 1821, area: 555, conflict: 219, none: 79 })
    const reasons = tally(rows.flatMap(({ location }) => location.suggestion?.reason ?? []))
    expect(reasons).toEqual({ 'other-village': 161, sign: 58 })
    const signs = rows.filter(({ location }) => location.suggestion?.reason === 'sign')
    expect(signs.every(({ location, draft }) => location.point?.[1] === draft.coordinates[0]?.lat)).toBe(true)
  })
})
