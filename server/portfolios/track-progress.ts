import type { SearchProgress } from '../../core/api/portfolio.ts'
import type { Bilingual } from '../../core/criteria/criterion.ts'
import { numberOrNull } from './model/equity.ts'
import type { SolveProgress } from './portfolio-solver.ts'

/** Range of the total progress (0–1) of each step, from the shares of time that a study gives its steps. */
const SHARES: Record<string, readonly [from: number, to: number]> = {
  queued: [0, 0],
  optimum: [0, 0.5],
  conflict: [0.5, 1],
  prices: [0.5, 0.65],
  alternatives: [0.65, 0.8],
  robustness: [0.8, 1],
}

const STEPS: Record<string, Bilingual> = {
  queued: { id: 'Menunggu giliran', en: 'Waiting for its turn' },
  optimum: { id: 'Mencari pilihan terbaik', en: 'Searching for the best choice' },
  conflict: { id: 'Mencari syarat yang bertentangan', en: 'Searching for the conditions that conflict' },
  prices: { id: 'Menghitung harga tiap syarat', en: 'Pricing each condition' },
  alternatives: {
    id: 'Mencari pilihan lain yang hampir sama baik',
    en: 'Searching for near-best alternatives',
  },
  robustness: { id: 'Menguji terhadap bobot lain', en: 'Testing against other weights' },
}

export function stepText(step: string): Bilingual | null {
  return STEPS[step] ?? null
}

export interface ProgressTracker {
  readonly report: (progress: SolveProgress) => void
  now(): { step: string; share: number; progress: SearchProgress | null }
}

/** Gathers the messages of a study in one state: its step, its share, and how near the search for the best choice is. */
export function trackProgress(unit: number, timeLimitSeconds: number): ProgressTracker {
  let step = 'queued'
  let share = 0
  let found = false
  let progress: SearchProgress | null = null
  const advance = (part: number) => {
    const [from, to] = SHARES[step] ?? [share, share]
    share = Math.max(share, from + (to - from) * Math.min(1, part))
  }
  return {
    report(message) {
      if (message.step !== 'solver') {
        found ||= message.step !== 'optimum' || message.done > 0
        step = message.step
        advance(message.of === 0 ? 0 : message.done / message.of)
        return
      }
      // Later runs of the solver compute prices and alternatives, not the optimum.
      if (found) return
      if (step === 'queued') step = 'optimum'
      advance(message.seconds / (timeLimitSeconds / 2))
      progress = searchProgress(message, unit)
    },
    now: () => ({ step, share, progress }),
  }
}

function searchProgress(
  { seconds, best, bound }: Extract<SolveProgress, { step: 'solver' }>,
  unit: number,
): SearchProgress {
  const known = Number.isFinite(best) && Number.isFinite(bound) && best !== 0
  return {
    seconds,
    best: numberOrNull(best * unit),
    bound: numberOrNull(bound * unit),
    gap: known ? Math.abs(bound - best) / Math.abs(best) : null,
  }
}
