import { createHash } from 'node:crypto'
import type { ProposalDraft } from '../../core/proposal/proposal.ts'

/**
 * The id by which a row is known again at the next import: its own, or one made of its words. A second row of
 * the same id gets a suffix when it says something else, and none at all when it repeats the first word for word.
 */
export class SourceIds {
  readonly #seen = new Map<string, Set<string>>()
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  next(draft: ProposalDraft): string | null {
    const words = digest([draft.title, draft.address, draft.statedVillage, draft.year, draft.costRupiah])
    const id = draft.sourceId ?? `${this.#file}-${words.slice(0, 12)}`
    const content = digest(draft)
    const contents = this.#seen.get(id) ?? new Set<string>()
    this.#seen.set(id, contents)
    if (contents.has(content))
      return draft.sourceId === null ? this.#numbered(id, contents, `${content}${contents.size}`) : null
    return this.#numbered(id, contents, content)
  }

  #numbered(id: string, contents: Set<string>, content: string): string {
    contents.add(content)
    return contents.size === 1 ? id : `${id}-${contents.size}`
  }
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
