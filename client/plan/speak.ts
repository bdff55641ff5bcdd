import type { Bilingual } from '../api/types.ts'
import { currentLanguage } from '../i18n/translate.ts'

/** A part's own texts. Both languages come together: the page is for staff, not for a phone on the road. */
export type Words = Readonly<Record<string, Bilingual>>

export type Speak<W extends Words> = (
  key: keyof W & string,
  places?: Readonly<Record<string, string | number>>,
) => string

/** Gives the texts of a dictionary in the present language, with their `{places}` filled in. */
export function speak<W extends Words>(words: W): Speak<W> {
  return (key, places = {}) =>
    (words[key]?.[currentLanguage()] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) =>
      String(places[name] ?? whole),
    )
}
