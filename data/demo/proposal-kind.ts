import type { Setting } from './place-names.ts'

/** How a need lies on the ground. */
export type Shape =
  | 'street'
  | 'road'
  | 'track'
  | 'bank'
  | 'crossing'
  | 'field'
  | 'quarter'
  | 'plot'
  | 'school-sd'
  | 'school-smp'
  | 'health'
  | 'spot'
  | 'shore'
  | 'group'

export interface Size {
  /** Median of a lognormal, in the proposal's unit; ignored where the geometry gives it. */
  median: number
  spread: number
  min: number
  max: number
}

export interface ProposalKind {
  id: string
  shape: Shape
  /** Sub-activity by Kepmendagri 900.1.15.5-3406/2024; its name as exports print it. */
  programmeCode: string
  programme: string
  agency: string
  spending: 'Belanja Modal' | 'Belanja Barang dan Jasa' | 'Belanja Bantuan Sosial' | 'Belanja Hibah'
  unit: string
  size: Size
  /** Rupiah for one unit of volume. */
  price: { median: number; spread: number }
  /** Share of the village's people who gain, or a fixed range when `perUnit`. */
  reach: { min: number; max: number; perUnit?: boolean }
  /** How often it is proposed; `remote` shifts it towards far villages (+1) or towns (−1). */
  weight: number
  remote: number
  settings?: readonly Setting[]
  vulnerable?: readonly string[]
  /** Only for villages that have no facility of this type. */
  lacks?: 'SD'
  /** What is asked for, with the reasons that go with it. Words in braces are filled in (see `Need.words`). */
  texts: readonly { titles: readonly string[]; problems: readonly string[] }[]
}

export const EVERY_SIZE: Size = { median: 1, spread: 0, min: 1, max: 1 }
