import { describe, expect, it } from 'vitest'
import { parseRupiah, rupiahClose, rupiahWords } from '../../../client/i18n/rupiah-text.ts'
import type { BudgetDraft } from '../../../client/plan/budget/budget-draft.ts'
import {
  choosableYears,
  inOneYear,
  oneMore,
  overSeveral,
  withYears,
} from '../../../client/plan/budget/budget-years.ts'
import { originsOf, requestOf } from '../../../client/plan/budget/draft-request.ts'
import { relaxDraft } from '../../../client/plan/budget/relax-draft.ts'
import { draftOf } from '../../../client/plan/budget/request-draft.ts'
import { startPlanState } from '../../../client/plan/state/plan-url.ts'
import { readPortfolioBody } from '../../../server/portfolios/model/portfolio-request.ts'

const state = startPlanState('?year=2026&w=urgency:80,impact:60')

const draft: BudgetDraft = {
  title: 'Forum',
  budgetRupiah: 60e9,
  objective: 'score',
  timeLimitSeconds: 60,
  samples: 20,
  conditions: [
    { kind: 'near-duplicates', within: 'village', allowed: ['A-1', 'A-3'] },
    { kind: 'ceiling', by: 'districtCode', sameRupiah: 15e9, groups: [], ungrouped: 'free' },
    {
      kind: 'ceiling',
      by: 'sector',
      sameRupiah: null,
      groups: [
        { value: 'health', limitRupiah: 4e9 },
        { value: 'education', limitRupiah: 6e9 },
      ],
    },
    { kind: 'quota', per: 'villageCode', bound: 'minimum', physical: 5, other: 5, all: null },
    { kind: 'poorest-share', percent: 30 },
    { kind: 'fund', codes: ['A-1', 'A-2'] },
    { kind: 'leave-out', codes: ['B-1'] },
    { kind: 'one-of', codes: ['C-1', 'C-2', 'C-3'] },
    { kind: 'ceiling', by: 'agency', sameRupiah: null, groups: [{ value: '', limitRupiah: 1e9 }] },
  ],
}
/** What must be given, and what hangs together. */
const linked: BudgetDraft = {
  ...draft,
  conditions: [
    { kind: 'floor', by: 'districtCode', measure: 'rupiah', sameAmount: 2e9, groups: [] },
    {
      ...{ kind: 'floor', by: 'villageCode', measure: 'rupiah', sameAmount: null },
      groups: [
        { value: '62.99.01.2001', amount: 3e8 },
        { value: '', amount: 1e8 },
      ],
    },
    {
      kind: 'floor',
      by: 'agency',
      measure: 'percent',
      sameAmount: null,
      groups: [{ value: 'A', amount: 12.5 }],
    },
    { kind: 'floor', by: 'quintile', measure: 'percent', sameAmount: 5, groups: [] },
    {
      kind: 'floor',
      by: 'sector',
      measure: 'proposals',
      sameAmount: null,
      groups: [{ value: 'health', amount: 4 }],
    },
    { kind: 'floor', by: 'source', measure: 'proposals', sameAmount: 2, groups: [] },
    { kind: 'requires', code: 'B-1', needs: ['A-1', 'A-2'] },
    { kind: 'requires', code: 'B-2', needs: ['B-1'] },
    { kind: 'bundle', codes: ['C-1', 'C-2'] },
    { kind: 'bundle', codes: ['C-3', 'C-4'] },
  ],
}
const YEARS = [
  { year: 2028, budgetRupiah: 35e9 },
  { year: 2026, budgetRupiah: 40e9 },
]
const relaxation = (id: string, by: number | null) => ({
  id,
  by,
  label: { id: '', en: '' },
  text: { id: '', en: '' },
  unit: 'rupiah' as const,
})

describe('amounts of rupiah', () => {
  it.each([
    ['60.000.000.000', 60e9],
    ['Rp 60,5 miliar', 60.5e9],
    ['60 M', 60e9],
    ['60.5 miliar', 60.5e9],
    ['750 juta', 750e6],
    ['1.250 juta', 1.25e9],
    ['2 t', 2e12],
    ['0', 0],
  ])('reads %s', (text, rupiah) => expect(parseRupiah(text)).toBe(rupiah))

  it.each(['', 'enam puluh', '-5 juta', '6,0,0', '5 gram', '9.000.000 triliun'])('refuses “%s”', (text) => {
    expect(parseRupiah(text)).toBeNull()
  })

  it('are said with their unit as a word', () => {
    expect(rupiahWords(60e9)).toBe('Rp 60,0 miliar')
    expect(rupiahWords(999_960_000)).toBe('Rp 1,0 miliar')
    expect(rupiahWords(750e6)).toBe('Rp 750,0 juta')
    expect(rupiahClose(59_974_000_000)).toBe('Rp 59,97 miliar')
  })
})

describe('the form of a budget', () => {
  it('is a request that the server reads, and comes back from it as it was', () => {
    const request = requestOf(draft, state)
    const read = readPortfolioBody(JSON.parse(JSON.stringify(request)))
    expect(read).toMatchObject({ budgetRupiah: 60e9, filter: { year: '2026' }, weights: { urgency: 80 } })
    expect(read.constraints).toHaveLength(11)
    expect(draftOf(request, 'Forum')).toEqual(draft)
  })

  it('of floors, shares, prerequisites and bundles is a request too, and comes back', () => {
    const request = requestOf(linked, state)
    const read = readPortfolioBody(JSON.parse(JSON.stringify(request)))
    expect(read.constraints.map(({ kind }) => kind).join(' ')).toBe(
      'floor floor floor share share quota quota requires requires bundle bundle',
    )
    expect(draftOf(request, 'Forum')).toEqual(linked)
  })

  it('over several years is a request too, with their sum, and comes back', () => {
    const planned: BudgetDraft = { ...withYears(draft, YEARS), discountPercent: 5 }
    const request = requestOf(planned, state)
    const read = readPortfolioBody(JSON.parse(JSON.stringify(request)))
    expect(read).toMatchObject({ budgetRupiah: 75e9, discountPerYear: 0.05 })
    expect(read.years?.map(({ year }) => year)).toEqual([2026, 2028])
    expect(draftOf(request, 'Forum')).toEqual(planned)
    // Who is served counts in full in whatever year.
    expect(requestOf({ ...planned, objective: 'people' }, state)).not.toHaveProperty('discountPerYear')
    const back = requestOf(inOneYear(planned), state)
    expect(back).toMatchObject({ budgetRupiah: 40e9 })
    expect(back).not.toHaveProperty('years')
  })

  it('begins several years with the one’s money each, and lets a year be any that no other is', () => {
    const three = overSeveral(draft, 2027)
    expect(three.years?.map(({ year }) => year)).toEqual([2027, 2028, 2029])
    expect(three.budgetRupiah).toBe(180e9)
    const four = oneMore(three, three.years!).years!
    expect(four.map(({ year }) => year)).toEqual([2027, 2028, 2029, 2030])
    const choosable = choosableYears(four, 2028)
    expect(choosable).toContain(2026)
    expect(choosable).toContain(2028)
    expect(choosable).not.toContain(2029)
  })

  it('asks for no robustness where the people served are sought', () => {
    expect(requestOf({ ...draft, objective: 'people' }, state)).not.toHaveProperty('robustness')
  })

  it('leaves out cards without an amount', () => {
    const empty: BudgetDraft = {
      ...draft,
      conditions: [
        { kind: 'fund', codes: [] },
        { kind: 'quota', per: 'agency', bound: 'maximum', physical: null, other: null, all: null },
        { kind: 'floor', by: 'agency', measure: 'rupiah', sameAmount: null, groups: [] },
        { kind: 'requires', code: 'A-1', needs: [] },
        { kind: 'requires', code: '', needs: ['A-1'] },
        { kind: 'bundle', codes: ['A-1'] },
      ],
    }
    expect(requestOf(empty, state).constraints).toEqual([])
  })
})

describe('easing what conflicts', () => {
  it('knows from which card each constraint came', () => {
    expect(originsOf(draft).map(({ condition, part }) => `${condition}${part ? ` ${part}` : ''}`)).toEqual([
      '0',
      '1',
      '2 health',
      '2 education',
      '3 physical',
      '3 other',
      '4',
      '5',
      '6',
      '7',
      '8',
    ])
  })

  it('raises the budget and limits, to full hundreds of thousands', () => {
    const eased = relaxDraft(draft, [
      relaxation('budget', 1_234_567),
      relaxation('constraints[1] districtCode=62.99.01', 1e9),
      relaxation('constraints[1] districtCode=62.99.02', 3e9),
      relaxation('constraints[3] sector=education', 50_000),
    ])
    expect(eased.budgetRupiah).toBe(60_001_300_000)
    expect(eased.conditions[1]).toMatchObject({ sameRupiah: 18e9 })
    expect(eased.conditions[2]).toMatchObject({
      groups: [{ limitRupiah: 4e9 }, { value: 'education', limitRupiah: 6_000_100_000 }],
    })
  })

  it('raises the money of the year that is short, and the sum with it', () => {
    const eased = relaxDraft(withYears(draft, YEARS), [relaxation('budget 2028', 2e9)])
    expect(eased.years).toEqual([
      { year: 2026, budgetRupiah: 40e9 },
      { year: 2028, budgetRupiah: 37e9 },
    ])
    expect(eased.budgetRupiah).toBe(77e9)
  })

  it('lowers a minimum for all by what the neediest village lacks', () => {
    const eased = relaxDraft(draft, [
      relaxation('constraints[4] villageCode=62.99.01.2001 kind=physical', 1),
      relaxation('constraints[4] villageCode=62.99.01.2002 kind=physical', 3),
      relaxation('constraints[5] villageCode=62.99.01.2002 kind=non-physical', 5),
    ])
    expect(eased.conditions[3]).toMatchObject({ physical: 2, other: null })
  })

  it('lets go of what was forced, and of cards that hold nothing any more', () => {
    const eased = relaxDraft(draft, [
      relaxation('constraints[0] A-1', 1),
      relaxation('constraints[7] A-2', 1),
      relaxation('constraints[8] B-1', 1),
      relaxation('constraints[6]', 6e9),
      relaxation('constraints[9]', 1),
    ])
    expect(eased.conditions.map(({ kind }) => kind)).toEqual([
      'ceiling',
      'ceiling',
      'quota',
      'poorest-share',
      'fund',
      'ceiling',
    ])
    expect(eased.conditions[3]).toMatchObject({ percent: 20 })
    expect(eased.conditions[4]).toMatchObject({ codes: ['A-1'] })
  })

  it('lowers floors and shares, and lets go of prerequisites and bundles', () => {
    const eased = relaxDraft(linked, [
      relaxation('constraints[0] districtCode=62.99.01', 450_000_000),
      relaxation('constraints[0] districtCode=62.99.02', 50_000_000),
      relaxation('constraints[1] villageCode=62.99.01.2001', 3e8),
      relaxation('constraints[3]', 6e8),
      relaxation('constraints[5] sector=health', 1),
      relaxation('constraints[6] source=pokir', 2),
      relaxation('constraints[7] A-1', 1),
      relaxation('constraints[8] B-1', 1),
      relaxation('constraints[9] C-1', 1),
    ])
    expect(eased.conditions).toEqual([
      { ...linked.conditions[0], sameAmount: 1_550_000_000 },
      { ...linked.conditions[1], groups: [{ value: '', amount: 1e8 }] },
      { ...linked.conditions[2], groups: [{ value: 'A', amount: 11 }] },
      linked.conditions[3],
      { ...linked.conditions[4], groups: [{ value: 'health', amount: 3 }] },
      { kind: 'requires', code: 'B-1', needs: ['A-2'] },
      linked.conditions[9],
    ])
  })

  it('changes nothing where giving way is not enough', () => {
    expect(relaxDraft(draft, [relaxation('constraints[6]', null)])).toEqual(draft)
  })
})
