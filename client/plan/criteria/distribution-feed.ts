import type { Distribution } from '../../../core/api/criterion.ts'
import type { Scale } from '../../../core/criteria/scale.ts'
import { isAbort } from '../../api/problem-response.ts'
import { fetchDistribution } from './criteria-api.ts'
import { type CriterionDraft, numberOf, rangeOfDraft } from './criterion-draft.ts'
import { scaleOfDraft } from './draft-scale.ts'

/** Typing has paused when nothing came for so long. */
const PAUSE_MS = 300

/** The distribution of the source that is being edited, and the curve over it. Asks again only when source or range change. */
export class DistributionFeed {
  /** Of the source and range in the fields; null until it came. */
  distribution: Distribution | null = null
  asking = false
  /** How much of what is asked for is read, 0–1. */
  share = 0
  /** The reading was given up: what is shown is of the range before, if anything. */
  stopped = false
  failure: unknown = null
  #scale: Scale | null = null
  #stale = false
  #wanted = ''
  #abort = new AbortController()
  #timer: ReturnType<typeof setTimeout> | undefined
  #draft: CriterionDraft | null = null
  readonly #changed: () => void

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** The curve of the draft, or the last one that could be drawn. */
  get scale(): Scale | null {
    return this.#scale
  }

  get isStale(): boolean {
    return this.#stale
  }

  ask(draft: CriterionDraft | null, again = false): void {
    this.#draft = draft
    const wanted = draft ? wantedOf(draft) : ''
    if (wanted !== this.#wanted || again) {
      const sameSource = wanted.split('\n')[0] === this.#wanted.split('\n')[0]
      this.#wanted = wanted
      this.#abort.abort()
      clearTimeout(this.#timer)
      this.failure = null
      this.share = 0
      this.stopped = false
      if (!sameSource || !wanted) this.#show(null)
      this.asking = wanted !== ''
      if (wanted) this.#timer = setTimeout(() => void this.#fetch(wanted), sameSource ? PAUSE_MS : 0)
    }
    this.#draw()
  }

  /** Gives up the reading, on the server too; `ask` again begins anew. */
  cancel(): void {
    this.#abort.abort()
    clearTimeout(this.#timer)
    this.asking = false
    this.stopped = true
    this.#changed()
  }

  async #fetch(wanted: string): Promise<void> {
    this.#abort = new AbortController()
    const { signal } = this.#abort
    const [source = '', from = '', to = ''] = wanted.split('\n')
    const onShare = (share: number) => {
      if (signal.aborted) return
      this.share = share
      this.#changed()
    }
    try {
      const distribution = await fetchDistribution(source, { from, to }, { signal, onShare })
      if (signal.aborted) return
      this.#show(distribution)
    } catch (error) {
      if (isAbort(error) || signal.aborted) return
      this.failure = error
    }
    this.asking = false
    this.#draw()
    this.#changed()
  }

  #show(distribution: Distribution | null): void {
    this.distribution = distribution
    this.#scale = null
    this.#stale = false
  }

  #draw(): void {
    const scale = this.#draft && scaleOfDraft(this.#draft, this.distribution)
    this.#stale = scale === null && this.#scale !== null
    if (scale) this.#scale = scale
  }
}

/** Source and ends of the range, one a line; a range that makes no sense is left out until it does. */
function wantedOf(draft: CriterionDraft): string {
  if (!draft.source) return ''
  const range = rangeOfDraft(draft)
  const sound = range !== undefined && range[0] < range[1]
  const plain = (text: string) => {
    const value = numberOf(text)
    return sound && Number.isFinite(value) && /^[-+]?\d+(\.\d+)?$/.test(String(value)) ? String(value) : ''
  }
  return [draft.source, plain(draft.from), plain(draft.to)].join('\n')
}
