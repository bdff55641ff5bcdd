import type { Criterion } from '../../../core/criteria/criterion.ts'
import type { RawInput } from '../../../core/decision/decision-file.ts'

/**
 * Sources that are measured from the place of a proposal. A household's is the point of its village already
 * (join/proposal-place.ts); what is handed on leaves it out all the same.
 */
const OF_THE_PLACE: ReadonlySet<string> = new Set(['proposals.nearestMetres', 'proposals.newlyServed'])

/** Whether a raw value would tell where a household lives: see the rule of visibility. */
export function isMeasuredFromPlace(source: string): boolean {
  return OF_THE_PLACE.has(source)
}

/** A raw value as a decision file may hold it: a file is handed on, so it says no more than everyone may read. */
export function toldRaw(
  raw: number | null,
  { household, definition }: { household: boolean; definition: Criterion | null },
): RawInput {
  const told = raw !== null && Number.isFinite(raw) ? raw : null
  // That a value is missing is public, and is not counted as data.
  return told !== null && household && (!definition || isMeasuredFromPlace(definition.source))
    ? 'withheld'
    : told
}
