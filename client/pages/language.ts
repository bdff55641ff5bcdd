import { fillPlaces, type Label, type Language } from '../../core/proposal/label.ts'

/** The language that the server wrote the page in. */
export function pageLanguage(): Language {
  return document.documentElement.lang === 'en' ? 'en' : 'id'
}

/** A text in the page's language with its `{places}` filled in. */
export function say(label: Label, places: Record<string, string | number> = {}): string {
  return fillPlaces(label[pageLanguage()], places)
}
