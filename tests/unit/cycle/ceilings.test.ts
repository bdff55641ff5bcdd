import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { acceptedStates } from '../../../core/cycle/accepted-states.ts'
import { type AcceptedProposal, useOfCeiling } from '../../../core/cycle/ceiling-use.ts'
import { readCeilingLines } from '../../../core/cycle/read-ceiling-lines.ts'
import { PROPOSAL_STAGES } from '../../../core/proposal/stage.ts'

const AREAS = [
  { code: '62.01.01', name: 'Arut Selatan' },
  { code: '62.01.02', name: 'Kecamatan Kumai' },
  { code: '62.01.03', name: 'Baru' },
  { code: '62.01.04', name: 'Baru' },
]
const read = (text: string, source = 'SE Bupati') => readCeilingLines(text, { areas: AREAS, source })

describe('ceilings as they are pasted', () => {
  test('from a spreadsheet: area by code or name, agency, rupiah, source', () => {
    expect(
      read('62.01.01\t\t2.500.000.000\tSE 1\r\nKumai\tDinas PUPR\tRp1,2 miliar\r\n\r\n\tDinas Sosial\t0\t'),
    ).toEqual({
      faults: [],
      ceilings: [
        { area: '62.01.01', agency: null, rupiah: 2_500_000_000, source: 'SE 1' },
        { area: '62.01.02', agency: 'Dinas PUPR', rupiah: 1_200_000_000, source: 'SE Bupati' },
        { area: null, agency: 'Dinas Sosial', rupiah: 0, source: 'SE Bupati' },
      ],
    })
  })

  test('from a CSV with headings in another order, semicolons, commas and quotes', () => {
    const one = { area: '62.01.01', agency: 'Dinas PU, PR "A"', rupiah: 1_000_000, source: 'SE Bupati' }
    const semicolons =
      'Pagu indikatif;Perangkat Daerah;Kecamatan;Catatan\n1.000.000;"Dinas PU, PR ""A""";Arut Selatan;x'
    expect(read(semicolons)).toEqual({ faults: [], ceilings: [one] })
    const commas = 'kecamatan,opd,pagu\nKec. Arut Selatan,"Dinas PU, PR ""A""","1,000,000"'
    expect(read(commas)).toEqual({ faults: [], ceilings: [one] })
  })

  test('with every fault by its line and column, the good lines read all the same', () => {
    const text = [
      'Arut Selatan\t\tbanyak\t',
      'Atlantis\t\t1000000',
      'Baru\t\t1000000',
      '\t\t1000000',
      'Kumai\t\t5000000',
    ].join('\n')
    const { ceilings, faults } = read(text)
    expect(ceilings).toEqual([{ area: '62.01.02', agency: null, rupiah: 5_000_000, source: 'SE Bupati' }])
    expect(faults.map(({ line, column, received }) => [line, column, received])).toEqual([
      [1, 'rupiah', 'banyak'],
      [2, 'area', 'Atlantis'],
      [3, 'area', 'Baru'],
      [4, 'line', '  1000000'],
    ])
    for (const { expected } of faults) expect(expected.id && expected.en).toMatch(/\w/)
  })

  test('twice for the same, or without a source, is a fault', () => {
    expect(read('Kumai\t\t1000000\nKumai\t\t2000000').faults).toMatchObject([{ line: 2, column: 'line' }])
    expect(read('Kumai\t\t1000000', ' ').faults).toMatchObject([{ line: 1, column: 'source' }])
  })

  test('an empty text holds none', () => {
    expect(read(' \n\t\n')).toEqual({ ceilings: [], faults: [] })
  })

  test('no text makes it fail, and each line is a ceiling or has a fault', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        'Kumai',
        '62.01.01',
        '1.000.000',
        '-5',
        '1e400',
        '"',
        ';',
        '\t',
        ',',
        '=A1',
        '\0',
        '\ud800',
      ),
    )
    const text = fc.array(
      fc.array(cell, { maxLength: 6 }).map((cells) => cells.join('\t')),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(text, (lines) => {
        const { ceilings, faults } = read(lines.join('\n'))
        for (const { rupiah, area, agency, source } of ceilings) {
          expect(rupiah).toBeGreaterThanOrEqual(0)
          expect(area !== null || agency !== null).toBe(true)
          expect(source).not.toBe('')
        }
        const told = new Set(faults.map(({ line }) => line)).size + ceilings.length
        const filled = lines
          .join('\n')
          .split(/\r\n|\n|\r/)
          .filter((line) => line.trim() !== '').length
        expect(filled - told).toBeGreaterThanOrEqual(0)
        expect(filled - told).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('how much of a ceiling is used', () => {
  const ceiling = { area: '62.01.02', agency: null, rupiah: 100, source: 'SE' }
  const proposal = (code: string, costRupiah: number | null, more: Partial<AcceptedProposal> = {}) => ({
    ...{ code, costRupiah, area: '62.01.02.2001', agency: 'Dinas PUPR' },
    ...more,
  })

  test('is what lies in its area and is of its agency, and the first that no longer fits is a reserve', () => {
    const accepted = [
      proposal('a', 60),
      proposal('b', 50),
      proposal('c', 40),
      proposal('elsewhere', 90, { area: '62.01.021.2001' }),
      proposal('nowhere', 90, { area: null }),
      proposal('unknown', null),
    ]
    expect(useOfCeiling(ceiling, accepted)).toEqual({
      ...ceiling,
      ...{ accepted: 4, acceptedRupiah: 150, withoutCost: 1, leftRupiah: -50, roomRupiah: 0, reserve: ['b'] },
    })
    const ofAgency = { ...ceiling, area: null, agency: 'Dinas PUPR' }
    expect(useOfCeiling(ofAgency, accepted)).toMatchObject({
      accepted: 6,
      reserve: ['b', 'elsewhere', 'nowhere'],
    })
    expect(useOfCeiling({ ...ofAgency, agency: 'Dinas Sosial' }, accepted)).toMatchObject({
      ...{ accepted: 0, acceptedRupiah: 0, leftRupiah: 100, roomRupiah: 100, reserve: [] },
    })
  })

  test('sums to the hundredth, whatever the amounts', () => {
    const cost = fc.integer({ min: 0, max: 1e13 }).map((hundredths) => hundredths / 100)
    fc.assert(
      fc.property(fc.array(fc.option(cost), { maxLength: 60 }), cost, (costs, rupiah) => {
        const accepted = costs.map((costRupiah, at) => proposal(String(at), costRupiah))
        const { acceptedRupiah, leftRupiah, reserve, withoutCost } = useOfCeiling(
          { ...ceiling, rupiah },
          accepted,
        )
        const exact = (values: readonly (number | null)[]) =>
          values.reduce((sum, value) => sum + BigInt(Math.round((value ?? 0) * 100)), 0n)
        expect(BigInt(Math.round(acceptedRupiah * 100))).toBe(exact(costs))
        expect(Math.round(leftRupiah * 100)).toBe(Number(BigInt(Math.round(rupiah * 100)) - exact(costs)))
        expect(withoutCost).toBe(costs.filter((one) => one === null).length)
        const kept = accepted
          .filter(({ code }) => !reserve.includes(code))
          .map(({ costRupiah }) => costRupiah)
        expect(exact(kept) <= BigInt(Math.round(rupiah * 100))).toBe(true)
      }),
    )
  })

  test('counts what a stage accepted and what went on from it, and nothing that fell', () => {
    expect(acceptedStates('district')).toContain('district/accepted')
    expect(acceptedStates('district')).toContain('agency/submitted')
    expect(acceptedStates('district')).not.toContain('district/submitted')
    expect(acceptedStates('district')).not.toContain('village/accepted')
    expect(acceptedStates('district')).not.toContain('agency/rejected')
    expect(acceptedStates('plan')).not.toContain('plan/accepted')
    for (const kind of PROPOSAL_STAGES)
      for (const state of acceptedStates(kind))
        expect(state).not.toMatch(/rejected|withdrawn|postponed|held|draft/)
  })
})
