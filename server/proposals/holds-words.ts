import { parseWords } from '../../core/search/parse-words.ts'
import { catalogued, type SqlFragment, sql } from '../database/sql-fragment.ts'
import { visibleAddress } from '../layers/visibility.ts'
import { wordsQuery } from './words-query.ts'

/** All words by which a proposal (alias p) is found: as the index proposals_words_idx holds them. */
export const PROPOSAL_WORDS = catalogued(
  `proposal_words(p.code, p.title, p.problem, ${visibleAddress}, p.place_words)`,
)

/** What its title says, and the names of its village and district. */
export const TITLE_WORDS = catalogued(`search_vector(p.title || ' ' || coalesce(p.place_words, ''))`)

/** Whether a proposal (alias p) holds every word of a text, in any order and in any of its public texts. */
export function holdsWords(text: string): SqlFragment {
  return sql`${PROPOSAL_WORDS} @@ ${wordsQuery(parseWords(text))}`
}

/** Whether its title, with its village and district, holds all of them. */
export function titleHoldsWords(text: string): SqlFragment {
  return sql`${TITLE_WORDS} @@ ${wordsQuery(parseWords(text))}`
}
