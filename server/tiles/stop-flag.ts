/** Called between features of a job; throws JobStopped when nobody waits for it any more. */
export type StopCheck = () => void

/** Features between two looks: some hundredths of a millisecond. */
export const FEATURES_BETWEEN_LOOKS = 256

/** Ends a job in its thread: nobody waits for it any more. */
export class JobStopped extends Error {
  constructor(number: number) {
    super(`job ${number} was told to stop`)
  }
}

/** A word that a thread and its pool share: the number of the job that was asked to stop last; 0 before any. */
export function makeStopWord(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4))
}

/** Tells a thread to leave the job of this number, if it is at it. */
export function askToStop(word: Int32Array, number: number): void {
  Atomics.store(word, 0, number)
  Atomics.notify(word, 0)
}

/** The thread's side of the word. */
export class StopFlag {
  readonly #word: Int32Array
  #number = 0

  constructor(word: Int32Array) {
    this.#word = word
  }

  begin(number: number): void {
    this.#number = number
  }

  readonly check: StopCheck = () => {
    if (Atomics.load(this.#word, 0) === (this.#number | 0)) throw new JobStopped(this.#number)
  }
}
