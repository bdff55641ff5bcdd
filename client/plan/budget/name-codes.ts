import { type Alternatives, villageName } from '../state/alternatives.ts'

/** A sentence of the server with titles in the place of codes: a forum knows its proposals by name. */
export function nameCodes(text: string, alternatives: Alternatives | null): string {
  if (!alternatives) return text
  return text.replace(/[\w.-]+/g, (word) => {
    const row = alternatives.rowOf.get(word)
    if (row === undefined) return word
    const village = villageName(alternatives, row)
    return `${alternatives.titles[row]}${village ? ` (${village})` : ''}`
  })
}
