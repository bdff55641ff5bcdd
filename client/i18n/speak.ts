import { fillPlaces, type Label } from '../../core/proposal/label.ts'
import { currentLanguage } from './translate.ts'

/** A part's own texts, both languages together: for pages of staff and for parts with few texts, not for a phone on the road. */
export type Words = Readonly<Record<string, Label>>

export type Speak<W extends Words> = (
  key: keyof W & string,
  places?: Readonly<Record<string, string | number>>,
) => string

/** Gives the texts of a dictionary in the present language, with their `{places}` filled in. */
export function speak<W extends Words>(words: W): Speak<W> {
  return (key, places = {}) => fillPlaces(words[key]?.[currentLanguage()] ?? key, places)
}
