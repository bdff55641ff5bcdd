import { AsyncLocalStorage } from 'node:async_hooks'

const patient = new AsyncLocalStorage<true>()

/** Runs work whose queries may wait for those of others: files that take long anyway, and that may be left half-way. */
export function runPatiently<T>(work: () => T): T {
  return patient.run(true, work)
}

export function isPatient(): boolean {
  return patient.getStore() === true
}
