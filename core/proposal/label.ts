/** A text shown to people: Indonesian first, English as the second language. */
export interface Label {
  id: string
  en: string
}

export type Language = keyof Label

/** A text with its `{places}` filled in; one that is not among them stays as it is. No line breaks before a percent sign. */
export function fillPlaces(text: string, places: Readonly<Record<string, string | number>>): string {
  return text
    .replace(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole))
    .replaceAll(' %', '\u00a0%')
}
