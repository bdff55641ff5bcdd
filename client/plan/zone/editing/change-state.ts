export type ChangeKind = 'save' | 'publish' | 'hide' | 'delete' | 'restore' | 'criterion'

/** What is being written to the server. */
export interface ZoneChange {
  readonly kind: ChangeKind
  /** Of the draft that is written. */
  readonly draft: string
  readonly name: string
  /** How much of it is done, 0–1. */
  readonly share: number
  readonly cancel: () => void
}

/** How a change that did not come about ended, in words. */
export interface ZoneOutcome {
  readonly text: string
  readonly failed: boolean
}
