import type { Actor } from '../../core/access/actor.ts'
import type { SearchWord } from '../../core/search/parse-words.ts'
import type { SqlFragment } from '../database/sql-fragment.ts'

/** What is searched for, as every kind of hit reads it; beside the row `asked` with the queries whole, place and any_name. */
export interface Asked {
  words: readonly SearchWord[]
  /** The words without those that say that a street is meant: what names of areas hold. */
  names: readonly SearchWord[]
  /** All words, with a space between them. */
  text: string
  name: string
  /** What was typed, in lower case: codes hold marks. */
  code: string
  wantsStreet: boolean
  /** How many are shown at most. */
  most: SqlFragment
  /** Where the asker looks, EPSG:4326; null where that is not known. */
  near: SqlFragment | null
  /** How far a geometry lies from where the asker looks, in degrees; 0 of all where that is not known. */
  away(place: SqlFragment): SqlFragment
  actor: Actor
}

/** Ranks of hits, the best first; of places whose name begins with the words, or holds them, the next two. */
export const RANK = { exact: 0, place: 3, title: 4, other: 5, guessed: 6 } as const
