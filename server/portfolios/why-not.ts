import type { Knex } from 'knex'
import type { NamedProposal, WhyNot } from '../../core/api/portfolio.ts'
import { notFound } from '../../core/problem.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'
import { visibleProposal } from '../layers/visibility.ts'
import { SharedCache } from '../workload/shared-cache.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import { numberOrNull } from './model/equity.ts'
import { type PortfolioInputs, problemOf, type StoredAnswer } from './model/portfolio-inputs.ts'
import { notFinished } from './not-finished.ts'
import type { PortfolioSolver } from './portfolio-solver.ts'
import { readSolved } from './portfolio-store.ts'
import { refusalText } from './refusal-words.ts'

const SECONDS = 20
const MOST_REMEMBERED = 500

/** Answers "why not mine?" for finished portfolios; the same question is solved once, for as long as somebody waits. */
export class WhyNotService {
  readonly #knex: Knex
  readonly #solver: PortfolioSolver
  readonly #answers = new SharedCache<WhyNot>({
    mostWeight: MOST_REMEMBERED,
    // An answer that ran out of time is not kept, so that it can be asked for again.
    isKept: ({ reason }) => reason !== 'undecided',
  })

  constructor(knex: Knex, solver: PortfolioSolver) {
    this.#knex = knex
    this.#solver = solver
  }

  ask(id: string, code: string, watch: WorkWatch = {}): Promise<WhyNot> {
    return this.#answers.get(`${id} ${code}`, (work) => this.#answer(id, code, work), watch)
  }

  async #answer(id: string, code: string, watch: Required<WorkWatch>): Promise<WhyNot> {
    const solved = await readSolved(this.#knex, id)
    if (!solved) throw notFinished()
    const { inputs, answer } = solved
    if (!inputs.problem.items.some((item) => item.code === code))
      throw notFound('proposal in this portfolio', code)
    return plainAnswer(code, answer) ?? (await this.#solve(inputs, answer, code, watch))
  }

  async #solve(
    inputs: PortfolioInputs,
    answer: StoredAnswer,
    code: string,
    watch: Required<WorkWatch>,
  ): Promise<WhyNot> {
    const best = { chosen: answer.chosen, worth: answer.worth ?? 0 }
    const request = { problem: problemOf(inputs), best, code, timeLimitSeconds: SECONDS }
    const refusal = await this.#solver.explainRefusal(request, watch)
    const { unit } = inputs
    const { reason, proven } = refusal
    const inRupiah = { ...refusal, loss: refusal.loss * unit }
    return {
      code,
      reason,
      text: refusalText(inRupiah, best.worth * unit, inputs.problem.objective.kind),
      loss: numberOrNull(inRupiah.loss),
      lossShare: numberOrNull(refusal.loss / best.worth),
      proven,
      displaced: await nameAll(this.#knex, refusal.displaced),
      cameIn: await nameAll(this.#knex, refusal.cameIn),
    }
  }
}

function plainAnswer(code: string, { chosen, worth }: StoredAnswer): WhyNot | null {
  const none = { code, loss: null, lossShare: null, proven: true, displaced: [], cameIn: [] }
  if (chosen.includes(code)) {
    return {
      ...none,
      reason: 'chosen',
      text: { id: 'Usulan ini terpilih.', en: 'This proposal was chosen.' },
    }
  }
  if (worth !== null) return null
  return {
    ...none,
    reason: 'no-choice',
    text: {
      id: 'Tidak ada pilihan yang memenuhi semua syarat, jadi tidak ada usulan yang terpilih.',
      en: 'No choice meets all the conditions, so no proposal was chosen.',
    },
  }
}

async function nameAll(knex: Knex, codes: readonly string[]): Promise<NamedProposal[]> {
  const rows = await select<NamedProposal>(
    knex,
    sql`SELECT p.code, p.title, v.name AS "villageName" FROM proposals p LEFT JOIN areas v ON v.code = p.village_code
     WHERE p.code = ANY (${bound([...codes], 'text[]')}) AND ${visibleProposal()}`,
  )
  const known = new Map(rows.map((row) => [row.code, row]))
  return codes.map((code) => known.get(code) ?? { code, title: '', villageName: null })
}
