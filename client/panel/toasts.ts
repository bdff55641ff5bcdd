/** `share`: how much of what it tells of is done, 0–1. */
export type Toast = { text: string; share?: number; action?: { name: string; run: () => void } }

/** Enough to read it twice: a second to notice it, then fifteen letters a second. */
const NOTICE_MS = 5_000
const LETTER_MS = 65
/** What can be done about it must be found, with a keyboard too. */
const ACTION_MS = 15_000

/**
 * The one message that a page shows. It leaves by itself once it can have been read, unless a pointer or the keyboard's focus
 * is on it, or it tells how far something is. Emits `change`.
 */
export class Toasts extends EventTarget {
  shown: Toast | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  say(toast: Toast | null): void {
    this.shown = toast
    this.release()
    this.dispatchEvent(new Event('change'))
  }

  /** Someone is at it: it stays. */
  hold(): void {
    clearTimeout(this.#timer)
  }

  /** Nobody is any more: its time begins anew. */
  release(): void {
    this.hold()
    const { shown } = this
    if (!shown || shown.share !== undefined) return
    const staysMs = NOTICE_MS + shown.text.length * LETTER_MS + (shown.action ? ACTION_MS : 0)
    this.#timer = setTimeout(() => this.say(null), staysMs)
  }
}
