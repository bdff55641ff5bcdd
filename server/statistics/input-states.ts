import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import type { Analysis } from '../analyses/analysis.ts'
import { type InputState, readOfProposals } from '../analyses/inputs/input.ts'
import { bound, catalogued, joinSql, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { visibleProposal } from '../layers/visibility.ts'
import { noPause, type Pause } from '../workload/precedence.ts'

/** Raised when a method changes, so that stores recompute the results of older versions. */
const METHOD_VERSION = 7

/**
 * Digests of content by name: what the join wrote down of its own derivations, what inputs declare beside, and all that
 * these analyses read of proposals. A sum of row digests does not depend on order and needs no sort.
 */
export async function readStates(
  knex: Knex,
  analyses: readonly Analysis[],
  pause = noPause,
): Promise<ReadonlyMap<string, string>> {
  const proposals = await readProposals(knex, analyses, pause)
  const declared = analyses.flatMap(statesOf).filter((state) => typeof state !== 'string')
  const contents = new Map(declared.map(({ name, content }) => [name, content]))
  const derivations = sql`SELECT name, inputs AS state FROM derivations`
  const own = [...contents].map(([name, content]) => sql`SELECT ${bound(name, 'text')}, (${content})::text`)
  const rows = await select<{ name: string; state: string }>(
    knex,
    joinSql([derivations, ...own], ' UNION ALL '),
  )
  return new Map([
    ['proposals', proposals],
    ...rows.map(({ name, state }): [string, string] => [name, state]),
  ])
}

/** Rows that are digested in one query: all of a province's proposals at once would block an embedded store. */
const PAGE = 10_000

interface StatePage {
  count: number
  sum: string | null
  last: number | null
}

/** One digest of all proposals. Writes during the computation give a digest that matches no state, so the analyses are checked again. */
async function readProposals(knex: Knex, analyses: readonly Analysis[], pause: Pause): Promise<string> {
  const row = rowText(readOfProposals(analyses.flatMap(({ inputs }) => inputs)))
  let [count, sum, after] = [0, 0n, -1]
  for (;;) {
    await pause()
    const beyond = bound(after, 'int')
    const rows: StatePage[] = await select<StatePage>(
      knex,
      sql`SELECT count(*)::int AS count, max(id) AS last, sum(hashtextextended(${row}, 0)::numeric)::text AS sum
       FROM (SELECT * FROM proposals p WHERE ${visibleProposal()} AND p.id > ${beyond}
             ORDER BY p.id LIMIT ${bound(PAGE, 'int')}) p`,
    )
    const [page] = rows
    if (!page || page.last === null) return `${count} ${sum}`
    count += page.count
    sum += BigInt(page.sum ?? '0')
    after = page.last
  }
}

/** The values of these expressions in one text. */
function rowText(expressions: readonly string[]): SqlFragment {
  const form = bound(expressions.map(() => '%s').join('|'), 'text')
  return sql`format(${joinSql([form, ...expressions.map(catalogued)], ', ')})`
}

/** One digest of all that an analysis depends on, its method and its parameters included. */
export function digestOf(states: ReadonlyMap<string, string>, analysis: Analysis): string {
  const names = statesOf(analysis).map((state) => (typeof state === 'string' ? state : state.name))
  const parts = [...new Set(readsProposals(analysis) ? ['proposals', ...names] : names)]
    .sort()
    .map((name) => partOf(states, name))
  const { kind, service } = analysis
  return createHash('sha256')
    .update(JSON.stringify([METHOD_VERSION, kind, service ?? null, parts]))
    .digest('hex')
}

function partOf(states: ReadonlyMap<string, string>, name: string): string {
  if (!name.endsWith('*')) return `${name}=${states.get(name) ?? '-'}`
  const all = [...states].filter(([other]) => other.startsWith(name.slice(0, -1)))
  return `${name}=${all
    .map((pair) => pair.join('='))
    .sort()
    .join()}`
}

const statesOf = ({ inputs, service }: Analysis): readonly InputState[] =>
  inputs.flatMap(({ states }) => (typeof states === 'function' ? states(service) : states))

/** Whether a written proposal may change what the analysis finds. */
export const readsProposals = ({ inputs }: Analysis): boolean =>
  inputs.some(({ proposals }) => proposals !== undefined)
