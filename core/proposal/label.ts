/** A text shown to people: Indonesian first, English as the second language. */
export interface Label {
  id: string
  en: string
}

export type Language = keyof Label
