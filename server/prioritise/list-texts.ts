import type { ChoiceColumn, TextColumn } from '../../core/score/ranking-columns.ts'
import type { PackedTexts } from './arrange-rows.ts'

/** One of few values that many rows share. */
export interface Choices {
  /** Each once, as they were met. */
  readonly values: readonly string[]
  /** Of each value, where the screen shows it by a name that the store has. */
  readonly names?: readonly string[]
  /** By row; −1 where it is not known. */
  readonly index: Int32Array
}

export interface OrderedTexts extends PackedTexts {
  /** Place of a row's text among all that differ; equal texts have one place. */
  readonly places: Uint32Array
}

/** What heads of columns filter and sort alternatives by, beside their numbers: of the columns that are asked for. */
export interface ListTexts {
  readonly texts: ReadonlyMap<string, OrderedTexts>
  readonly choices: ReadonlyMap<string, Choices>
}

/** Which of them a question needs. */
export interface WantedTexts {
  readonly texts: readonly TextColumn[]
  readonly choices: readonly ChoiceColumn[]
}

/** About how many bytes they hold. */
export function textBytes({ bytes, places }: OrderedTexts): number {
  return 500 + bytes.length + 8 * places.length
}

export function choiceBytes({ index, values }: Choices): number {
  return 500 + 4 * index.length + 50 * values.length
}
