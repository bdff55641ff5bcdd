import type { RankStudy } from '../../core/api/robustness.ts'
import { badParameter } from '../../core/problem.ts'
import { type AcceptabilityOptions, mostSamples } from '../../core/score/acceptability.ts'
import type { RankingMethod } from '../../core/score/rank-by-method.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import { type Alternatives, codeOf } from './alternatives.ts'
import { pickRows } from './pick-rows.ts'
import type { RankingContext } from './ranking-context.ts'
import { filterOf, type RobustnessBody } from './ranking-request.ts'
import { readOnScale } from './read-on-scale.ts'
import { intervalOf, type RobustnessJob, type RobustnessResult } from './robustness-jobs.ts'
import { usedMethod, usedWeights } from './weights-of.ts'
import { type RobustnessQuestion, rowsInStudy } from './write-decision.ts'

const MOST_ALTERNATIVES = 100_000

/**
 * Starts the study of how often each alternative is first and above the line under uncertain weights. The watch is over
 * the start; the study goes on, unless the signal fires before its id is reported.
 */
export async function startRobustness(
  context: RankingContext,
  body: RobustnessBody,
  watch: WorkWatch = {},
): Promise<RobustnessJob> {
  const filter = filterOf(body.filter)
  const asking = { filter, scale: body.scale }
  const { alternatives, criteria, measured } = await readOnScale(context.store, asking, watch)
  const used = await usedWeights(context.knex, body, criteria)
  const method = usedMethod(body, used, criteria)
  const question = questionOf(body, used.weights)
  const rows = rowsInStudy(alternatives, used.weights, body.line)
  checkSize(rows.length, criteria.length, body.samples, method)
  const codes = Array.from(rows, (row) => codeOf(alternatives, row))
  const request = {
    columns: alternatives.columns,
    measured,
    options: { ...optionsOf(question, alternatives, rows), method },
    rows,
  }
  watch.signal?.throwIfAborted()
  const job = context.jobs.start(request, { codes, leftOut: alternatives.count - rows.length }, filter)
  // A client that leaves before it knows the id could not stop the study.
  watch.signal?.addEventListener('abort', () => context.jobs.stop(job.id), { once: true })
  return job
}

/** The question of a study: samples, seed, line, and the weights where samples are drawn around them. */
export function questionOf(
  { samples, seed, uncertainty, line }: Pick<RobustnessBody, 'samples' | 'seed' | 'uncertainty' | 'line'>,
  weights: readonly number[],
): RobustnessQuestion {
  return {
    samples,
    seed,
    line,
    uncertainty: uncertainty.kind === 'any' ? uncertainty : { ...uncertainty, weights },
  }
}

function optionsOf(
  { line, ...question }: RobustnessQuestion,
  { costs }: Alternatives,
  rows: Uint32Array,
): AcceptabilityOptions {
  const drawn = 'top' in line ? line : { budget: line.budgetRupiah, costs: pickRows([costs], rows)[0]! }
  return { ...question, line: drawn }
}

/** Checked before the start, so that impossible requests are refused at once and not by a failed job. */
export function checkSize(rows: number, criteria: number, samples: number, method: RankingMethod): void {
  if (rows > MOST_ALTERNATIVES) {
    throw badParameter(
      'filter',
      `${rows} proposals`,
      `a filter that leaves at most ${MOST_ALTERNATIVES} proposals`,
    )
  }
  const most = mostSamples(rows * criteria, method)
  if (samples > most) throw badParameter('samples', samples, `at most ${most} for ${rows} proposals`)
}

/** The result's rows as pieces of JSON, so that a long list holds nobody up. */
export function* writeRobustness({ found, codes }: RobustnessResult): Generator<string> {
  const AT_ONCE = 2000
  for (let from = 0; from < codes.length; from += AT_ONCE) {
    const items = codes.slice(from, from + AT_ONCE).map(
      (code, at): RankStudy => ({
        code,
        first: found.first[from + at]!,
        aboveLine: found.aboveLine[from + at]!,
        meanRank: found.meanRank[from + at]!,
        ...intervalOf(found, from + at),
      }),
    )
    yield (from > 0 ? ',' : '') + JSON.stringify(items).slice(1, -1)
  }
}
