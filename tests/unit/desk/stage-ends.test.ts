import { expect, test } from 'vitest'
import type { CycleStage } from '../../../core/cycle/choose-stage.ts'
import type { StageArea } from '../../../core/cycle/stage-opening.ts'
import { TRACKS } from '../../../core/cycle/track.ts'
import { stageEnds } from '../../../core/desk/stage-ends.ts'

const AT = new Date('2026-08-01T12:00:00+07:00')
const OPEN = { opens: '2026-07-01T00:00:00', closes: '2026-09-01T00:00:00' }
const OVER = { opens: '2026-01-01T00:00:00', closes: '2026-02-01T00:00:00' }
let made = 0
function stage(given: Partial<CycleStage>): CycleStage & { readonly region: string } {
  made += 1
  return {
    ...{ id: made, kind: 'district', position: made, tracks: TRACKS, actors: [], areas: [], beside: false },
    ...{ timeZone: 'Asia/Pontianak', region: '62.01', ...OPEN },
    ...given,
  }
}
const area = (code: string, more: Partial<StageArea>): StageArea => ({
  ...{ area: code, opens: null, closes: null, extendedTo: null, isClosed: false, isFrozen: false },
  ...more,
})

test('a stage is over for the whole region, and areas that are as it is are not told apart', () => {
  const told = [
    { stands: 'district', track: 'desa', area: '62.01', ended: true },
    { stands: 'district', track: 'kelurahan', area: '62.01', ended: true },
  ]
  expect(stageEnds([stage(OVER)], ['district'], AT)).toEqual(told)
  const closed = stage({ ...OVER, areas: [area('62.01.02', { isClosed: true })] })
  expect(stageEnds([closed], ['district'], AT)).toEqual(told)
})

test('an area that was extended stands for itself, and one below it that was closed too; each for its own track', () => {
  const areas = [
    area('62.01.02', { extendedTo: '2026-12-01T00:00:00' }),
    area('62.01.02.2001', { isClosed: true }),
  ]
  expect(stageEnds([stage({ ...OVER, areas })], ['district'], AT)).toEqual([
    { stands: 'district', track: 'desa', area: '62.01', ended: true },
    { stands: 'district', track: 'desa', area: '62.01.02', ended: false },
    { stands: 'district', track: 'desa', area: '62.01.02.2001', ended: true },
    { stands: 'district', track: 'kelurahan', area: '62.01', ended: true },
    { stands: 'district', track: 'kelurahan', area: '62.01.02', ended: false },
  ])
})

test('of kinds that no stage has nothing is told, and what follows the forums is over when nothing after them is open', () => {
  expect(stageEnds([stage({})], ['village'], AT)).toEqual([])
  expect(stageEnds([], ['village'], AT)).toEqual([])
  const [plan, budget] = [stage({ kind: 'plan', ...OVER }), stage({ kind: 'budget' })]
  const ended = (stages: CycleStage[]) =>
    stageEnds(
      stages.map((one) => ({ ...one, region: '62.01' })),
      ['plan'],
      AT,
    ).map((one) => one.ended)
  expect(ended([plan, budget])).toEqual([false, false])
  expect(ended([plan])).toEqual([true, true])
})
