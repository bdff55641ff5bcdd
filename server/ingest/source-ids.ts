import { createHash } from 'node:crypto'
import type { ProposalDraft } from '../../core/proposal/proposal.ts'

/**
 * The id by which a row is known again at the next import: its own, or one made of its words. A second row of
 * the same id gets a suffix when it says something else, and none at all when it repeats the first word for word.
 */
export class SourceIds {
  /** Digests of what each id said: one, as nearly always, or several. Numbers, since there may be a million. */
  readonly #seen = new Map<string, number | Set<number>>()
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  next(draft: ProposalDraft): string | null {
    const id = draft.sourceId ?? `${this.#file}-${wordsOf(draft).slice(0, 12)}`
    const content = digest(draft).readUIntBE(0, 6)
    const seen = this.#seen.get(id)
    if (seen === undefined) {
      this.#seen.set(id, content)
      return id
    }
    const contents = typeof seen === 'number' ? new Set([seen]) : seen
    this.#seen.set(id, contents)
    if (!contents.has(content)) return this.#numbered(id, contents, content)
    // No digest is negative: a repeated row without an id of its own counts as one more.
    return draft.sourceId === null ? this.#numbered(id, contents, -contents.size) : null
  }

  #numbered(id: string, contents: Set<number>, content: number): string {
    contents.add(content)
    return `${id}-${contents.size}`
  }
}

function wordsOf({ title, address, statedVillage, year, costRupiah }: ProposalDraft): string {
  return digest([title, address, statedVillage, year, costRupiah]).toString('hex')
}

function digest(value: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(value)).digest()
}
