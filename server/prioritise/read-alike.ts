import type { Knex } from 'knex'
import { sameTitles } from '../../core/portfolio/same-titles.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'
import { visibleProposal } from '../layers/visibility.ts'
import { type Alternatives, rowOfCode } from './alternatives.ts'

/** For each proposal among these rows that has any: the codes of the alternatives with the same title in the same village. */
export async function readAlike(
  knex: Knex,
  alternatives: Alternatives,
  rows: readonly number[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (rows.length === 0) return new Map()
  const ids = bound(
    rows.map((row) => alternatives.ids[row]!),
    'int[]',
  )
  const neighbours = await select<{ code: string; title: string; villageCode: string }>(
    knex,
    sql`SELECT p.code, p.title, p.village_code AS "villageCode" FROM proposals p
     WHERE ${visibleProposal()} AND p.village_code IN (SELECT o.village_code FROM proposals o WHERE o.id = ANY (${ids}))`,
  )
  const competing = neighbours.filter(({ code }) => rowOfCode(alternatives, code) !== undefined)
  return new Map(
    sameTitles(competing).flatMap((codes) =>
      codes.map((code) => [code, codes.filter((other) => other !== code)] as const),
    ),
  )
}
