/** What ties a draft to the version that it began with or was saved as. Not a matter of undo: saving is not undone. */
export interface ZoneLink {
  readonly id: string
  readonly version: number
  readonly published: boolean
  /** What that version holds, to tell whether the draft differs. */
  readonly content: string
}
