import type { Criterion } from '../../../core/criteria/criterion.ts'
import type { RawInput } from '../../../core/decision/decision-file.ts'

/** Sources that are measured from the exact place. */
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
  if (household && (!definition || isMeasuredFromPlace(definition.source))) return 'withheld'
  return raw !== null && Number.isFinite(raw) ? raw : null
}
