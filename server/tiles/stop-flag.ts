/** Called between features of a job; throws JobStopped when its result is no longer needed. */
export type StopCheck = () => void

/** Features between two looks: some hundredths of a millisecond. */
export const FEATURES_BETWEEN_LOOKS = 256

/** Thrown to end a job in its thread when its result is no longer needed. */
export class JobStopped extends Error {
  constructor(number: number) {
    super(`job ${number} was told to stop`)
  }
}

/** A 32-bit word in memory that a thread and its pool share: the number of the last job that was asked to stop; 0 before any. */
export function makeStopWord(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4))
}

/** Asks a thread to stop the job of this number, if it is running. */
export function askToStop(word: Int32Array, number: number): void {
  Atomics.store(word, 0, number)
  Atomics.notify(word, 0)
}

/** Check of the word on the thread's side. */
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
