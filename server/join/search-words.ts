import type { Knex } from 'knex'
import { bound, catalogued, run, type SqlFragment, sql } from '../database/sql-fragment.ts'
import { visibleAddress, visibleProposal } from '../layers/visibility.ts'
import type { Derivation } from './derivation.ts'

/** Of more proposals than this a sample tells the words: whoever mistypes means one that is not rare. */
const MOST_READ = 50_000

/** Names of villages and districts, by which people look for proposals too. */
export const namesOfAreas: Derivation = {
  name: 'search-words',
  inputs: ['areas:village', 'areas:district'],
  step: 'Menyusun kata pencarian',
  async compute(transaction) {
    await run(transaction, inserting(sql`SELECT unnest(tsvector_to_array(words)) FROM areas`))
  },
}

/** The statement that writes proposals (an UPDATE of `proposals p` that returns p.*), and adds the words that everyone may read. */
export function rememberingWords(update: SqlFragment): SqlFragment {
  return sql`WITH written AS (${update}) ${inserting(wordsOf(sql`written p WHERE true`))}`
}

/**
 * Adds the words of the proposals of the table `joined`, which has so many rows. Of many, those that are common, with
 * the share of proposals that hold them.
 */
export async function rememberAllWords(transaction: Knex, count: number): Promise<void> {
  if (count <= MOST_READ) {
    await run(transaction, inserting(wordsOf(sql`joined j JOIN proposals p ON p.id = j.id WHERE true`)))
    return
  }
  const percent = bound((100 * MOST_READ) / count, 'float8')
  const sampled = sql`(SELECT id FROM joined TABLESAMPLE SYSTEM (${percent})) j JOIN proposals p ON p.id = j.id WHERE true`
  await run(
    transaction,
    sql`INSERT INTO search_words (word, share)
     SELECT f.word COLLATE "C" AS word, least(1, count(*)::float8 / ${bound(MOST_READ, 'float8')})
     FROM (${wordsOf(sampled)}) AS f(word) WHERE ${IS_WORD} GROUP BY 1 ORDER BY 1
     ON CONFLICT (word) DO UPDATE SET share = excluded.share`,
  )
}

/** As the index holds them, without codes and without names of places, which namesOfAreas gives. */
const wordsOf = (rows: SqlFragment) => sql`
  SELECT unnest(tsvector_to_array(proposal_words('', p.title, p.problem, ${catalogued(visibleAddress)}, NULL)))
  FROM ${rows} AND ${visibleProposal()}`

const IS_WORD = catalogued(`length(f.word) BETWEEN 3 AND 40 AND f.word !~ '[^[:alpha:]]'`)

/** In the order of the words, so that two writers who bring the same never wait for each other in a circle. */
const inserting = (words: SqlFragment) => sql`
  INSERT INTO search_words (word)
  SELECT DISTINCT f.word COLLATE "C" AS word FROM (${words}) AS f(word)
  WHERE ${IS_WORD} AND NOT EXISTS (SELECT FROM search_words k WHERE k.word = f.word COLLATE "C")
  ORDER BY 1 ON CONFLICT DO NOTHING`
