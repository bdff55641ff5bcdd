/**
 * The suites that try every hostile value, or every role on every route, take many minutes where each question is dear.
 * `npm test` runs a sample of each, which run.ts says. .ci/run and `npm run test:all` run them whole on PostGIS, and a sample
 * on the embedded engine besides; whole on that one where there is no other. A file that is run by itself is whole.
 */
export const isSample = process.env.PETAUSUL_TESTS === 'sample'

/** All of them, or of a sample every so manyth, spread over the whole list. */
export function sampleOf<Item>(items: readonly Item[], every: number): readonly Item[] {
  return isSample ? items.filter((_, at) => at % every === 0) : items
}

/** How many are expected of a sample, where the whole has so many. */
export function shareOf(count: number, every: number): number {
  return isSample ? Math.floor(count / every) : count
}
