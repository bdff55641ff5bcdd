import { catalogued, type SqlFragment, sql } from '../../database/sql-fragment.ts'
import { visibleAddress, visibleProposal } from '../../layers/visibility.ts'

/** The statement that writes proposals (an UPDATE of `proposals p` that returns p.*), and adds the words that everyone may read. */
export function rememberingWords(update: SqlFragment): SqlFragment {
  return sql`WITH written AS (${update}) ${rememberWordsOf('written')}`
}

/** The INSERT of the words that everyone may read of the rows of a FROM item with the columns of `proposals`. */
export function rememberWordsOf(rows: string): SqlFragment {
  return inserting(wordsOf(sql`${catalogued(rows)} p WHERE true`))
}

/** As the index holds them, without codes and without names of places, which namesOfAreas gives. */
export const wordsOf = (rows: SqlFragment) => sql`
  SELECT unnest(tsvector_to_array(proposal_words('', p.title, p.problem, ${catalogued(visibleAddress)}, NULL)))
  FROM ${rows} AND ${visibleProposal()}`

export const IS_WORD = catalogued(`length(f.word) BETWEEN 3 AND 40 AND f.word !~ '[^[:alpha:]]'`)

/** In the order of the words, so that two writers who bring the same never wait for each other in a circle. */
export const inserting = (words: SqlFragment) => sql`
  INSERT INTO search_words (word)
  SELECT DISTINCT f.word COLLATE "C" AS word FROM (${words}) AS f(word)
  WHERE ${IS_WORD} AND NOT EXISTS (SELECT FROM search_words k WHERE k.word = f.word COLLATE "C")
  ORDER BY 1 ON CONFLICT DO NOTHING`
