import { fillPlaces, type Label, type Language } from '../../core/proposal/label.ts'
import { type Dictionary, indonesian, type TextKey } from './dictionary-id.ts'

export type { TextKey }

/** Emits `change` once another language is in force. */
export const languageChange = new EventTarget()

let language: Language = 'id'
let dictionary: Dictionary = indonesian

export function currentLanguage(): Language {
  return language
}

/** Chooses the language of every text asked for from now on; English is fetched on first use. */
export async function chooseLanguage(chosen: Language): Promise<void> {
  dictionary = chosen === 'en' ? (await import('./dictionary-en.ts')).english : indonesian
  language = chosen
  languageChange.dispatchEvent(new Event('change'))
}

/** A text of the screen, with its `{places}` filled in. */
export function t(key: TextKey, places: Record<string, string | number> = {}): string {
  return fillPlaces(dictionary[key], places)
}

/** The present language's half of a text that came from the server. */
export function pick(text: Label): string {
  return text[language] || text.id
}
