import type { StoredStyle } from '../../core/api/style.ts'
import type { Label } from '../../core/proposal/label.ts'
import type { LayerStyle } from '../../core/style/layer-style.ts'

const MOST_STEPS = 100

export interface StyleState {
  /** Name under which it is stored; empty for one that is not stored yet. */
  name: string
  title: Label
  document: LayerStyle
}

/** The style that is being edited, with what it was before: undo, redo, and whether anything is not saved. Emits `change`. */
export class StyleSession extends EventTarget {
  #past: StyleState[] = []
  #future: StyleState[] = []
  #now: StyleState
  #saved: StyleState
  #lastKind = ''
  /** Version that the writer saw; 0 for a style that is not stored. */
  version = 0

  constructor(style: StoredStyle) {
    super()
    this.#now = stateOf(style)
    this.#saved = this.#now
    this.version = style.generated ? 0 : style.version
  }

  get state(): StyleState {
    return this.#now
  }

  get isChanged(): boolean {
    return JSON.stringify(this.#now) !== JSON.stringify(this.#saved)
  }

  get canUndo(): boolean {
    return this.#past.length > 0
  }

  get canRedo(): boolean {
    return this.#future.length > 0
  }

  /** Changes of one kind that follow each other, such as a slider being dragged, are one step. */
  update(patch: Partial<StyleState>, kind = ''): void {
    if (kind === '' || kind !== this.#lastKind) this.#past = [...this.#past.slice(1 - MOST_STEPS), this.#now]
    this.#lastKind = kind
    this.#future = []
    this.#become({ ...this.#now, ...patch })
  }

  undo(): void {
    const before = this.#past.pop()
    if (!before) return
    this.#future.push(this.#now)
    this.#lastKind = ''
    this.#become(before)
  }

  redo(): void {
    const next = this.#future.pop()
    if (!next) return
    this.#past.push(this.#now)
    this.#lastKind = ''
    this.#become(next)
  }

  /** After it was stored: what is stored now is no change any more; the way back stays. */
  stored(style: StoredStyle): void {
    this.#saved = stateOf(style)
    this.version = style.version
    this.#become(this.#saved)
  }

  #become(state: StyleState): void {
    this.#now = state
    this.dispatchEvent(new Event('change'))
  }
}

function stateOf({ name, generated, title, document }: StoredStyle): StyleState {
  return generated
    ? { name: '', title: { id: '', en: '' }, document: { ...document, name: '' } }
    : { name, title, document }
}
