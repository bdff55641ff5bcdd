export interface TimeSlots {
  /** Seconds left of the next step's share; null when there is no time or step left. */
  next(): (() => number) | null
}

/** Shares what is left evenly among the steps to come, so that one hard step cannot use up the others' time. */
export function timeSlots(secondsLeft: () => number, steps: number): TimeSlots {
  let toCome = steps
  return {
    next(): (() => number) | null {
      const left = secondsLeft()
      if (left <= 0.01 || toCome === 0) return null
      const own = left / toCome--
      return () => Math.max(0.01, own - left + secondsLeft())
    },
  }
}
