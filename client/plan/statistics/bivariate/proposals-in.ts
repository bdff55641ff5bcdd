import type { Alternatives } from '../../state/alternatives.ts'

/** Codes of the alternatives whose village is one of `villages`. */
export function proposalsIn({ villages, codes }: Alternatives, wanted: ReadonlySet<string>): Set<string> {
  const isWanted = villages.codes.map((code) => wanted.has(code))
  return new Set(codes.filter((_, row) => isWanted[villages.index[row] ?? -1] === true))
}
