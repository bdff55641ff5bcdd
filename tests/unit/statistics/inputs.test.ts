import { expect, test } from 'vitest'
import type { Analysis } from '../../../server/analyses/analysis.ts'
import { type Input, proposalsOf } from '../../../server/analyses/inputs/input.ts'
import { listAnalyses } from '../../../server/analyses/list-analyses.ts'
import { bound } from '../../../server/database/sql-fragment.ts'
import { digestOf } from '../../../server/statistics/input-states.ts'

const clinic = { service: 'puskesmas', facilityTypes: ['health'], maxDistanceMetres: 5000 }
const analyses = listAnalyses([clinic])
const inputs = new Map(analyses.flatMap((analysis) => analysis.inputs.map((input) => [input.name, input])))
/** The table, not a column that an input calls so. */
const TABLE = /\b(FROM|JOIN|,)\s+proposals\b/i
const sqlOf = (input: Input) =>
  input.query({ srid: 32749, service: clinic }).page(bound(0, 'int'), bound(1, 'int')).sql

test('two inputs never share a name: rows are handed to the thread by it', () => {
  expect(inputs.size).toBe(new Set(analyses.flatMap((analysis) => analysis.inputs)).size)
  expect([...inputs.keys()]).toContain('spending')
})

test('an input reads of proposals only what it declares, which is what their digest is made of', () => {
  const beside = [...inputs.values()].filter((input) =>
    TABLE.test(sqlOf(input).replace(proposalsOf(input.proposals).sql, '')),
  )
  expect(beside.map(({ name }) => name)).toEqual([])
  const reading = [...inputs.values()].filter((input) => TABLE.test(sqlOf(input)))
  expect(reading.map(({ name }) => name)).toEqual(expect.arrayContaining(['points', 'spending', 'unplaced']))
  for (const { name, proposals } of reading)
    expect(Object.keys(proposals ?? {}).length, name).toBeGreaterThan(0)
})

test('every input says what it follows from', () => {
  const silent = [...inputs.values()].filter(({ states, proposals }) => states.length === 0 && !proposals)
  expect(silent.map(({ name }) => name)).toEqual([])
})

test('an analysis is due when a state of one of its inputs changed, and by no other', () => {
  const before = new Map([
    ['proposals', 'a'],
    ['packages', 'a'],
    ['figures', 'a'],
    ['need-population', 'a'],
    ['need-coverage:puskesmas', 'a'],
    ['need-coverage:SD', 'a'],
    ['coverage:puskesmas', 'a'],
    ['coverage:SD', 'a'],
    ['newly-served', 'a'],
  ])
  const movedBy = (analysis: Analysis) =>
    [...before.keys()].filter(
      (name) => digestOf(new Map(before).set(name, 'b'), analysis) !== digestOf(before, analysis),
    )
  const moved = Object.fromEntries(analyses.map((analysis) => [analysis.id, movedBy(analysis)]))
  expect(moved).toMatchObject({
    'rupiah-per-poor': ['proposals', 'figures'],
    'silent-deserts': ['proposals', 'figures', 'coverage:puskesmas', 'coverage:SD'],
    hotspots: ['proposals', 'packages', 'figures'],
    'local-moran': ['packages', 'figures'],
    'access-puskesmas': ['figures', 'need-population', 'need-coverage:puskesmas'],
  })
  // A service that gets a standard has a derivation that was not there.
  const silence = analyses.find(({ id }) => id === 'silent-deserts')
  if (!silence) throw new Error('no such analysis')
  expect(digestOf(new Map(before).set('coverage:SMP', 'a'), silence)).not.toBe(digestOf(before, silence))
})
