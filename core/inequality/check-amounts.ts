import { badParameter } from '../problem.ts'

/** Throws Problem (400) for another number of amounts than expected, and for the first amount below 0 or not finite. */
export function checkNonNegative(parameter: string, amounts: Float64Array, length?: number): void {
  if (length !== undefined && amounts.length !== length) {
    throw badParameter(parameter, `${amounts.length} values`, `${length} values`)
  }
  const wrong = amounts.findIndex((amount) => !(amount >= 0 && Number.isFinite(amount)))
  if (wrong !== -1)
    throw badParameter(`${parameter}[${wrong}]`, amounts[wrong], 'a finite number of 0 or more')
}
