import { expect, test } from 'vitest'
import { stepText, trackProgress } from '../../../server/portfolios/track-progress.ts'

test('the search for the best choice tells best, bound and gap in the unit of the result', () => {
  const track = trackProgress(0.1, 60)
  expect(track.now()).toEqual({ step: 'queued', share: 0, progress: null })
  track.report({ step: 'optimum', done: 0, of: 1 })
  track.report({ step: 'solver', seconds: 15, best: 900, bound: 990 })
  const { step, share, progress } = track.now()
  expect([step, share]).toEqual(['optimum', 0.25])
  expect(progress).toEqual({ seconds: 15, best: 90, bound: 99, gap: 0.1 })
})

test('before anything was found there is no best and no gap', () => {
  const track = trackProgress(1, 60)
  track.report({
    step: 'solver',
    seconds: 1,
    best: Number.NEGATIVE_INFINITY,
    bound: Number.POSITIVE_INFINITY,
  })
  expect(track.now().progress).toEqual({ seconds: 1, best: null, bound: null, gap: null })
})

test('later solves answer other questions and leave the search as it ended; the share never goes back', () => {
  const track = trackProgress(1, 60)
  track.report({ step: 'solver', seconds: 3, best: 10, bound: 10 })
  track.report({ step: 'optimum', done: 1, of: 1 })
  const { progress } = track.now()
  track.report({ step: 'solver', seconds: 1, best: 7, bound: 8 })
  expect(track.now().progress).toEqual(progress)
  const shares = [
    { step: 'prices', done: 1, of: 2 },
    { step: 'alternatives', done: 1, of: 3 },
    { step: 'prices', done: 0, of: 2 },
    { step: 'robustness', done: 5, of: 10 },
  ] as const
  const seen = shares.map((message) => {
    track.report(message)
    return Math.round(1000 * track.now().share) / 1000
  })
  expect(seen).toEqual([0.575, 0.7, 0.7, 0.9])
  expect(stepText(track.now().step)?.id).toBe('Menguji terhadap bobot lain')
})

test('a step is named from its beginning', () => {
  const track = trackProgress(1, 60)
  track.report({ step: 'optimum', done: 1, of: 1 })
  track.report({ step: 'prices', done: 0, of: 4 })
  expect(track.now()).toMatchObject({ step: 'prices', share: 0.5 })
  expect(stepText(track.now().step)?.id).toBe('Menghitung harga tiap syarat')
})
