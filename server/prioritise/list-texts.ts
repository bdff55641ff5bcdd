import type { ChoiceColumn, TextColumn } from '../../core/score/ranking-columns.ts'
import type { PackedTexts } from './arrange-rows.ts'

/** One of few values that many rows share. */
export interface Choices {
  /** Each once, as they were met. */
  readonly values: readonly string[]
  /** By row; −1 where it is not known. */
  readonly index: Int32Array
}

export interface OrderedTexts extends PackedTexts {
  /** Place of a row's text among all that differ; equal texts have one place. */
  readonly places: Uint32Array
}

/** What heads of columns filter and sort alternatives by, beside their numbers; rows as the alternatives'. */
export interface ListTexts {
  readonly texts: Readonly<Record<TextColumn, OrderedTexts>>
  readonly choices: Readonly<Record<ChoiceColumn, Choices>>
  readonly districtNames: ReadonlyMap<string, string>
}

/** About how many bytes they hold. */
export function textBytes({ texts, choices }: ListTexts): number {
  const packed = Object.values(texts).map(({ bytes, places }) => bytes.length + 8 * places.length)
  const chosen = Object.values(choices).map(({ index, values }) => 4 * index.length + 50 * values.length)
  return 1000 + [...packed, ...chosen].reduce((a, b) => a + b, 0)
}
