import { fitsDefinition, isScale } from '../criteria/fits-definition.ts'
import { perMilleOf } from '../criteria/scale.ts'
import { compare, type DecisionCheck } from './decision-check.ts'
import type { DecisionCriterion, DecisionFile, RawInput } from './decision-file.ts'
import { digestOf } from './make-decision.ts'

/** SHA-256 of the canonical JSON of raw values together with the definitions and scales that they are read by. */
export async function digestOfRaws(
  criteria: readonly DecisionCriterion[],
  raws: readonly (readonly RawInput[])[],
): Promise<string> {
  return digestOf({ criteria, raws })
}

/** Whether a file says what its criteria measured; those from before raw values were kept do not. */
export function holdsRaws({ inputs }: DecisionFile): boolean {
  return inputs.raws !== undefined
}

/**
 * Scales a file's raw values again and compares: a criterion turned about, another scale or another raw value is found here. A
 * file without raw values has nothing to compare.
 */
export async function* checkRaws(file: DecisionFile): AsyncGenerator<DecisionCheck> {
  const { criteria, inputs } = file
  if (!inputs.raws) return
  yield compare('digest of the raw values', inputs.rawDigest, await digestOfRaws(criteria, inputs.raws))
  const turned = criteria.filter(
    ({ definition, scale }) => !definition || !isScale(scale) || !fitsDefinition(scale, definition),
  )
  const names = turned.map(({ key }) => key).join(', ')
  yield compare('criteria whose scale is not that of their definition', 'none', names || 'none')
  yield compare('values that are not their raw value on its scale', 'none', firstOdd(file) ?? 'none')
}

/** The first value that does not follow from its raw value, in words; undefined when all do. */
function firstOdd(file: DecisionFile): string | undefined {
  const { criteria, inputs } = file
  for (const [c, { key, scale }] of criteria.entries()) {
    if (!isScale(scale)) return key
    const absent = new Set(inputs.absent[c])
    for (const [row, raw] of inputs.raws![c]!.entries()) {
      if (raw === 'withheld') continue
      const scaled = perMilleOf(scale, raw)
      const value = inputs.values[c]![row]!
      // A portfolio keeps 0, and no list, where a criterion without weight leaves a proposal out.
      const isLeftOut = absent.has(row) || (file.kind === 'portfolio' && value === 0)
      if (scaled === null ? !isLeftOut : absent.has(row) || value !== scaled)
        return `${key} of ${inputs.codes[row]}: raw ${raw} is ${scaled ?? 'left out'}, not ${value}`
    }
  }
  return undefined
}
