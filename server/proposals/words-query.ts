import type { SearchWord } from '../../core/search/parse-words.ts'
import { bound, catalogued, type SqlFragment, sql } from '../database/sql-fragment.ts'

/**
 * How alike two words must be in their trigrams for one to be taken as the other mistyped: two of five letters that are
 * swapped leave a third. A first letter that is another one is the rarer error.
 */
const LEAST_ALIKE = 0.33
const LEAST_ALIKE_FROM_ANOTHER_LETTER = 0.4
/** Shorter words have too many that look alike. */
const LEAST_LETTERS = 4
/** Words that begin with fewer letters are too many, but for the last, which may be on its way; a short number is meant as it stands. */
const LEAST_BEGINNING = 3

/**
 * A word that at least this share of proposals holds is not looked for as a beginning but as each known word that begins so: the index
 * reads the places of all words that begin so, and those of whole words only where the rarest word stands.
 */
const WHOLE_FROM_SHARE = 0.01

/** Longer than every word that begins as another: the end of a range in the order of code points. */
const END = catalogued('chr(1114111)')
const LEXEME = catalogued(`'''' || word || '''' || CASE WHEN open THEN ':*' ELSE '' END`)

/** Of `standing`: each of the given words. */
const WHOLE = sql`(SELECT string_agg(one, ' & ')::tsquery
     FROM (SELECT '(' || string_agg(${LEXEME}, ' | ') || ')' AS one FROM standing GROUP BY nth) each)`
/** Of `standing`: any of them. */
const ANY = sql`(SELECT string_agg(${LEXEME}, ' | ')::tsquery FROM standing)`

/**
 * An expression of type tsquery that the database computes once a statement: each word, its abbreviations, what begins with it,
 * what has the same stem, and where no word of the public begins so, what it may have been mistyped for. NULL, which
 * nothing matches, where there are no words.
 */
export function wordsQuery(words: readonly SearchWord[]): SqlFragment {
  return sql`(WITH ${standing(words)} SELECT ${WHOLE})`
}

/**
 * Tables of a WITH, of which `asked` has one row: `whole`, as wordsQuery of the words; `place`, as that of the names, which are
 * some of the words; `any_name`, of a text that holds any of these; and `share`, about which share of all proposals holds all of
 * the words, as if each stood there whatever the others; 0 where that is not known, as of all words where there are few proposals.
 */
export function askedWords(words: readonly SearchWord[], names: readonly SearchWord[]): SqlFragment {
  // What stands for a word is looked up once, unless the names are others: the last of them may be the beginning of one.
  const own = names.length === words.length ? sql`` : sql`WITH ${standing(names)} `
  return sql`${standing(words)}, shares AS (
       SELECT s.nth, least(1, coalesce(sum(k.share), 0)) AS share FROM standing s
       LEFT JOIN search_words k ON k.word >= s.word AND k.word < s.word || CASE WHEN s.open THEN ${END} ELSE chr(1) END
       GROUP BY s.nth
     ), asked AS MATERIALIZED (
       SELECT ${WHOLE} AS whole, n.place, n.any_name,
         (SELECT CASE WHEN bool_and(coalesce(share, 0) > 0) THEN exp(sum(ln(nullif(share, 0)))) ELSE 0 END FROM shares) AS share
       FROM (${own}SELECT ${WHOLE} AS place, ${ANY} AS any_name) n
     )`
}

/** The words that stand for each of the given ones, as rows (nth, word, open); open where what begins so is meant too. */
function standing(words: readonly SearchWord[]): SqlFragment {
  const given = words.flatMap(({ word, alike }, nth) => [
    {
      nth,
      word,
      open: word.length >= LEAST_BEGINNING || (nth === words.length - 1 && !/^[0-9]+$/.test(word)),
    },
    ...alike.map((other) => ({ nth, word: other, open: false })),
  ])
  const list = (key: 'nth' | 'word' | 'open') => given.map((one) => one[key])
  const common = sql`EXISTS (SELECT FROM search_words c WHERE c.word = g.word COLLATE "C" AND c.share >= ${bound(WHOLE_FROM_SHARE, 'float8')})`
  return sql`given AS (
       SELECT nth, word COLLATE "C" AS word, open AND NOT ${common} AS open, open AND ${common} AS listed,
         (ts_lexize('pg_catalog.indonesian_stem', word))[1] AS stem
       FROM unnest(${bound(list('nth'), 'int[]')}, ${bound(list('word'), 'text[]')}, ${bound(list('open'), 'boolean[]')}) AS g(nth, word, open)
     ), standing AS (
       SELECT nth, word, open FROM given
       UNION
       SELECT g.nth, k.word, false FROM given g JOIN search_words k ON k.word >= g.word AND k.word < g.word || ${END} WHERE g.listed
       UNION
       SELECT g.nth, k.word, false FROM given g JOIN search_words k ON k.stem = g.stem
       UNION
       SELECT g.nth, near.word, false FROM given g CROSS JOIN LATERAL (
         SELECT k.word FROM search_words k
         WHERE k.word % g.word AND abs(length(k.word) - length(g.word)) <= 2
           AND similarity(k.word, g.word) >= CASE WHEN left(k.word, 1) = left(g.word, 1)
             THEN ${bound(LEAST_ALIKE, 'float8')} ELSE ${bound(LEAST_ALIKE_FROM_ANOTHER_LETTER, 'float8')} END
         ORDER BY similarity(k.word, g.word) + CASE WHEN left(k.word, 1) = left(g.word, 1) THEN 0.1 ELSE 0 END DESC, k.word LIMIT 2
       ) near
       WHERE length(g.word) >= ${bound(LEAST_LETTERS, 'int')} AND g.word !~ '[0-9]' AND NOT EXISTS (
         SELECT FROM given o JOIN search_words k ON k.word >= o.word AND k.word < o.word || ${END} WHERE o.nth = g.nth)
     )`
}
