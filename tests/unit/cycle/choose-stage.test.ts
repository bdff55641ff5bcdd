import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CycleStage, chooseStage, stageKindsAt, stageKindsOf } from '../../../core/cycle/choose-stage.ts'
import { TRACKS, trackOf } from '../../../core/cycle/track.ts'
import { PROCESS } from '../../../core/proposal/process.ts'
import { PROPOSAL_STAGES } from '../../../core/proposal/stage.ts'

const AT = new Date('2026-08-01T12:00:00+07:00')
const VILLAGE = '62.01.01.2001'
let made = 0
const stage = (given: Partial<CycleStage>): CycleStage => {
  made += 1
  return {
    ...{ id: made, kind: 'budget', position: made, tracks: TRACKS, actors: [], areas: [], beside: false },
    ...{ timeZone: 'Asia/Pontianak', opens: '2026-07-01T00:00:00', closes: '2026-09-01T00:00:00' },
    ...given,
  }
}
const OVER = { opens: '2026-01-01T00:00:00', closes: '2026-02-01T00:00:00' }
const TO_COME = { opens: '2026-10-01T00:00:00', closes: '2026-11-01T00:00:00' }
const ask = { kinds: ['budget'], track: 'desa', area: VILLAGE, at: AT } as const

test('of several stages of a kind the one that is open decides, wherever the proposal was last', () => {
  const [kua, rka, apbd] = [stage(OVER), stage({}), stage(TO_COME)]
  const stages = [apbd, kua, rka]
  expect(chooseStage(stages, { ...ask, last: kua.id })).toMatchObject({ stage: rka, opening: 'open' })
})

test('of several that are open it is the one in which it was last, and before that one in which the office decides', () => {
  const [village, team] = [stage({ actors: ['village'] }), stage({ actors: ['budget-team'] })]
  expect(chooseStage([village, team], { ...ask, last: team.id })?.stage).toBe(team)
  expect(chooseStage([village, team], { ...ask, last: team.id, office: 'village' })).toMatchObject({
    stage: village,
    acts: true,
  })
  expect(chooseStage([village, team], { ...ask, office: 'agency' })).toMatchObject({ acts: false })
})

test('where none is open it is the last that has begun, or else the first that will', () => {
  const [first, second, third] = [stage(OVER), stage(OVER), stage(TO_COME)]
  expect(chooseStage([first, second, third], ask)).toMatchObject({ stage: second, opening: 'ended' })
  expect(chooseStage([third, stage(TO_COME)], ask)).toMatchObject({ stage: third, opening: 'before' })
})

test('one beside the others decides only about what came into it', () => {
  const [children, village] = [stage({ beside: true }), stage(OVER)]
  expect(chooseStage([children, village], ask)).toMatchObject({ stage: village, opening: 'ended' })
  expect(chooseStage([children, village], { ...ask, last: village.id })?.stage).toBe(village)
  expect(chooseStage([children, village], { ...ask, last: children.id })).toMatchObject({
    ...{ stage: children, opening: 'open' },
  })
  expect(chooseStage([children], ask)).toBeUndefined()
})

test('a stage of the other track is none, and a cycle without a stage of the kind has no dates', () => {
  const kelurahan = stage({ tracks: ['kelurahan'] })
  expect(chooseStage([kelurahan], ask)).toBeUndefined()
  expect(chooseStage([kelurahan], { ...ask, track: null })?.stage).toBe(kelurahan)
  expect(chooseStage([stage({ kind: 'plan' })], ask)).toBeUndefined()
})

test('plan, budget and works are entered in stages of their own, forums decide where a proposal stands', () => {
  expect(stageKindsOf('plan', 'regency')).toEqual(['plan'])
  expect(stageKindsOf('budget', 'plan')).toEqual(['budget'])
  expect(stageKindsOf('begin', 'budget')).toEqual(['realisation'])
  expect(stageKindsOf('accept', 'district')).toEqual(['district'])
  expect(stageKindsOf('pass-on', 'district')).toEqual(['district'])
  expect(stageKindsOf('drop', 'budget')).toEqual(['budget', 'plan', 'realisation'])
  for (const { action } of PROCESS)
    for (const stands of PROPOSAL_STAGES) expect(stageKindsOf(action, stands).length).toBeGreaterThan(0)
  expect(stageKindsAt('plan')[0]).toBe('plan')
})

test('the track follows from the code of a village', () => {
  expect(trackOf('62.01.01.2001')).toBe('desa')
  expect(trackOf('62.01.01.1003')).toBe('kelurahan')
  for (const code of [null, '', '62.01.01', '62.01.01.3001', '62.01.01.20011', '62.01.01.2001.9'])
    expect(trackOf(code === '62.01.01.2001.9' ? '62.01.01.20a1' : code)).toBeNull()
})

test('what is chosen is always of the kinds and the track that were asked for, and open where any of them is', () => {
  const dates = fc.constantFrom(OVER, TO_COME, {}, { opens: null, closes: null })
  const stages = fc.array(
    fc.record({
      kind: fc.constantFrom(...PROPOSAL_STAGES),
      tracks: fc.constantFrom(TRACKS, ['desa'] as const, ['kelurahan'] as const),
      dates,
    }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(stages, fc.subarray([...PROPOSAL_STAGES], { minLength: 1 }), (given, kinds) => {
      const all = given.map(({ kind, tracks, dates }) => stage({ kind, tracks, ...dates }))
      const fits = all.filter(({ kind, tracks }) => kinds.includes(kind) && tracks.includes('desa'))
      const chosen = chooseStage(all, { ...ask, kinds })
      expect(chosen === undefined).toBe(fits.length === 0)
      if (!chosen) return
      expect(fits).toContain(chosen.stage)
      const isAnyOpen = fits.some(({ opens }) => opens === '2026-07-01T00:00:00')
      expect(chosen.opening === 'open').toBe(isAnyOpen)
    }),
  )
})
