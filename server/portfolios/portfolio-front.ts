import type { FrontPoint, PortfolioFront } from '../../core/api/portfolio-front.ts'
import type { ParetoFront, FrontPoint as SolvedPoint } from '../../core/portfolio/trace-front.ts'
import type { Label } from '../../core/proposal/label.ts'
import type { Database } from '../database/database.ts'
import { BodyRefused } from '../requests/read-body.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import { numberOrNull } from './model/equity.ts'
import type { PortfolioBody } from './model/portfolio-request.ts'
import { preparePortfolio, unitOf } from './model/prepare-portfolio.ts'
import type { ReadScoring } from './model/scoring.ts'
import type { PortfolioSolver } from './portfolio-solver.ts'

export interface FrontWatch extends Required<WorkWatch> {
  readonly onPoint: (point: FrontPoint) => void
}

interface Source {
  readonly database: Database
  readonly solver: PortfolioSolver
  readonly readScoring: ReadScoring
}

/** Traces the front of score and people of a portfolio's request. Nothing is stored: a point that is chosen becomes a portfolio. */
export async function frontOf(
  { database, solver, readScoring }: Source,
  { asked, most }: { readonly asked: PortfolioBody; readonly most: number },
  { signal, onProgress, onPoint }: FrontWatch,
): Promise<PortfolioFront> {
  refuseYears(asked)
  const constraints = asked.constraints.filter(({ kind }) => kind !== 'people-served')
  const prepared = await preparePortfolio(
    database.read,
    { ...asked, constraints, objective: 'score' },
    readScoring,
  )
  const { problem, need, candidates } = prepared
  const unit = unitOf(prepared)
  const groups = need.groups.map(({ people, codes }) => ({ people, codes }))
  const { timeLimitSeconds } = asked
  const request = {
    ...{ most, timeLimitSeconds },
    problem: { items: problem.items, constraints: problem.constraints, groups },
  }
  const traced = await solver.traceFront(request, {
    signal,
    onProgress({ done, of, point }) {
      if (point) onPoint(toldPoint(point, unit))
      onProgress({ done, of })
    },
  })
  const { status, points, complete } = traced
  return {
    ...{ status, complete, considered: candidates.length, solver: traced.solver },
    points: points.map((point) => toldPoint(point, unit)),
    text: textOf(
      traced,
      groups.some(({ people, codes }) => people > 0 && codes.length > 0),
    ),
  }
}

function refuseYears({ years }: PortfolioBody): void {
  if (!years) return
  const received = years.map(({ year }) => year).join(', ')
  const expected = 'none: the front is traced for one year, by budgetRupiah'
  throw new BodyRefused([{ parameter: 'years', received, expected }])
}

function toldPoint({ value, people, costRupiah, codes, proven, gap }: SolvedPoint, unit: number): FrontPoint {
  return { score: value * unit, people, spentRupiah: costRupiah, codes, proven, gap: numberOrNull(gap) }
}

function textOf({ status, points, complete }: ParetoFront, servesAnyone: boolean): Label {
  if (status === 'infeasible')
    return {
      id: 'Syarat-syarat ini tidak dapat dipenuhi bersama.',
      en: 'These conditions cannot all be met.',
    }
  if (status === 'undecided')
    return {
      id: 'Waktu habis sebelum satu pilihan pun ditemukan; beri waktu lebih lama.',
      en: 'Time ran out before any choice was found; allow more time.',
    }
  if (!servesAnyone)
    return {
      id: 'Tidak satu pun usulan ini membuat warga baru terjangkau layanan: hanya skor yang membedakan paket.',
      en: 'None of these proposals brings a service within reach of more people: packages differ in score alone.',
    }
  if (points.length === 1 && complete)
    return {
      id: 'Satu paket terbaik untuk keduanya: skor tertinggi sekaligus warga terbanyak.',
      en: 'One package is the best for both: the highest score and the most people.',
    }
  return complete
    ? {
        id: 'Ini semua pilihan yang tidak kalah di keduanya, terbukti.',
        en: 'These are all choices that no other beats in both, proven.',
      }
    : {
        id: 'Belum tentu ini semua: mungkin ada pilihan lain di antara titik-titik ini.',
        en: 'These may not be all: there may be other choices between these points.',
      }
}
