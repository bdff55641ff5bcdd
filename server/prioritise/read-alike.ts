import type { Knex } from 'knex'
import { othersByCode, sameTitles } from '../../core/portfolio/same-titles.ts'
import { bound, catalogued, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { visibleProposal } from '../layers/visibility.ts'
import { type Alternatives, rowOfCode } from './alternatives.ts'

const COMMON_MARKS = [' ', '.', ',', '-', '/'] as const

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
    // The array makes every planner go by the index over villages, and compare the titles of these alone.
    sql`WITH own AS MATERIALIZED (SELECT o.village_code, ${lettersOf('o')} AS letters FROM proposals o WHERE o.id = ANY (${ids}))
     SELECT p.code, p.title, p.village_code AS "villageCode" FROM proposals p
     WHERE ${visibleProposal()} AND p.village_code = ANY (ARRAY(SELECT village_code FROM own))
       AND (p.village_code, ${lettersOf('p')}) IN (SELECT village_code, letters FROM own)`,
  )
  const competing = neighbours.filter(({ code }) => rowOfCode(alternatives, code) !== undefined)
  return othersByCode(sameTitles(competing))
}

/**
 * What stays of a title without case, marks and spaces, and without letters that collations of the engines fold in different
 * ways: the same for all titles that are the same, and for few others, so that whole villages need not be read to find them.
 * The marks that most titles have are taken out first: each that the expression finds costs it more than the whole of that.
 */
function lettersOf(proposals: 'p' | 'o'): SqlFragment {
  const title = `lower(${proposals}.title COLLATE "C")`
  const bare = COMMON_MARKS.reduce((text, mark) => `replace(${text}, '${mark}', '')`, title)
  return catalogued(`regexp_replace(${bare}, '[^a-z0-9]+', '', 'g')`)
}
