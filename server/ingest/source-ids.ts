import { createHash } from 'node:crypto'
import type { ProposalDraft } from '../../core/proposal/proposal.ts'

/**
 * The id by which a row is known again at the next import: its own, or one made of its words. A second row of
 * the same id gets a suffix when it says something else, and none at all when it repeats the first word for word.
 */
export class SourceIds {
  /** Digests of what each id said: one, as nearly always, or several. */
  readonly #seen = new Map<string, string | Set<string>>()
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  next(draft: ProposalDraft): string | null {
    const id = draft.sourceId ?? `${this.#file}-${wordsOf(draft).slice(0, 12)}`
    const content = digest(draft)
    const seen = this.#seen.get(id)
    if (seen === undefined) {
      this.#seen.set(id, content)
      return id
    }
    const contents = typeof seen === 'string' ? new Set([seen]) : seen
    this.#seen.set(id, contents)
    if (contents.has(content))
      return draft.sourceId === null ? this.#numbered(id, contents, `${content}${contents.size}`) : null
    return this.#numbered(id, contents, content)
  }

  #numbered(id: string, contents: Set<string>, content: string): string {
    contents.add(content)
    return `${id}-${contents.size}`
  }
}

function wordsOf({ title, address, statedVillage, year, costRupiah }: ProposalDraft): string {
  return digest([title, address, statedVillage, year, costRupiah], 'hex')
}

function digest(value: unknown, encoding: 'hex' | 'base64url' = 'base64url'): string {
  return createHash('sha256').update(JSON.stringify(value)).digest(encoding)
}
