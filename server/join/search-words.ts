import type { Knex } from 'knex'
import { bound, run, sql } from '../database/sql-fragment.ts'
import { IS_WORD, inserting, wordsOf } from '../proposals/join/words-of-proposals.ts'
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
