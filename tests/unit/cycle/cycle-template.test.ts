import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type CycleTemplate, planStages, usualDate } from '../../../core/cycle/cycle-template.ts'
import { TRACKS } from '../../../core/cycle/track.ts'
import { PROPOSAL_STAGES } from '../../../core/proposal/stage.ts'
import { readTemplate, readTemplates } from '../../../server/cycles/cycle-templates.ts'
import { BodyRefused } from '../../../server/requests/read-body.ts'

const templates = await readTemplates()
const keysOf = (stages: readonly { key: string }[]) => stages.map(({ key }) => key)

test('one template for each track ships, and says that it is no regulation', () => {
  expect(templates.map(({ track }) => track).sort()).toEqual([...TRACKS])
  for (const { note } of templates) {
    expect(note.id).toMatch(/bukan peraturan/i)
    expect(note.en).toMatch(/no regulation/i)
  }
})

test.each(templates.map((template) => [template.id, template] as const))(
  '%s leads from the neighbourhood through budget documents and changes to the works, each rule with its source',
  (_, { stages }) => {
    expect(new Set(stages.map(({ kind }) => kind))).toEqual(new Set(PROPOSAL_STAGES))
    const steps = [
      'rkpd',
      'kua-ppas',
      'rka',
      'apbd',
      'dpa',
      'rkpd-perubahan',
      'apbd-perubahan',
      'pelaksanaan',
    ]
    expect(keysOf(stages).filter((key) => steps.includes(key))).toEqual(steps)
    for (const { key, source, usual, reasons } of stages) {
      expect(source.id, key).toMatch(/\S/)
      expect(usualDate(usual.opens, 2027) < usualDate(usual.closes, 2027), key).toBe(true)
      expect(reasons.length, key).toBeGreaterThan(0)
    }
  },
)

test('a cycle of both tracks has the stages of both in order, and what they share once', () => {
  for (const order of [templates, templates.toReversed()]) {
    const planned = planStages(order)
    const keys = keysOf(planned)
    expect(new Set(keys).size).toBe(keys.length)
    for (const { track, stages } of order) {
      expect(keysOf(planned.filter(({ tracks }) => tracks.includes(track)))).toEqual(keysOf(stages))
    }
    expect(planned.find(({ key }) => key === 'musrenbang-kecamatan')?.tracks).toEqual([...TRACKS])
    expect(planned.find(({ key }) => key === 'apb-desa')?.tracks).toEqual(['desa'])
  }
  expect(planStages([])).toEqual([])
})

test('usual days are counted from the plan year', () => {
  expect(usualDate({ year: -1, date: '02-01' }, 2027)).toBe('2026-02-01T00:00:00')
})

const file: CycleTemplate = JSON.parse(
  readFileSync(new URL('../../../data/cycles/desa.json', import.meta.url), 'utf8'),
)
const [stage] = file.stages
test.each([
  ['stages[0].kind', { ...file, stages: [{ ...stage, kind: 'senate' }] }],
  [
    'stages[0].usual.opens.date',
    { ...file, stages: [{ ...stage, usual: { ...stage?.usual, opens: { year: 0, date: '02-30' } } }] },
  ],
  ['stages[0].reasons', { ...file, stages: [{ ...stage, reasons: ['unknown'] }] }],
  ['stages', { ...file, stages: [stage, stage] }],
  ['extra', { ...file, extra: 1 }],
  ['note', { ...file, note: 'Bukan peraturan' }],
  ['track', { ...file, track: 'nagari' }],
])('a template with a fault is refused by its place: %s', (parameter, json) => {
  expect(() => readTemplate(json)).toThrow(BodyRefused)
  try {
    readTemplate(json)
  } catch (error) {
    expect(error).toMatchObject({ body: { parameter } })
  }
})
