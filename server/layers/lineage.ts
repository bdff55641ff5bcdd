import type { Label } from '../../core/proposal/label.ts'
import type { TopicCategory, UpdateFrequency } from './metadata-codes.ts'

/** What a layer's metadata say of it before anybody describes it: what it is about, and how it came to be. */
export interface Lineage {
  readonly topic: TopicCategory
  readonly keywords: readonly Label[]
  /** Roles of the datasets that it is made of, as SQL LIKE patterns. */
  readonly roles: readonly string[]
  /** Ids of the layers that it is computed from. */
  readonly from: readonly string[]
  /** What is done, in words: ISO 19115's processing steps (processing-steps.ts has those that several layers share). */
  readonly steps: readonly Label[]
  readonly updateFrequency: UpdateFrequency
}

/** Keywords that several layers have. */
export const keyword = {
  border: { id: 'batas wilayah', en: 'boundaries' },
  poverty: { id: 'kemiskinan', en: 'poverty' },
  services: { id: 'layanan dasar', en: 'basic services' },
  planning: { id: 'perencanaan pembangunan', en: 'development planning' },
  statistics: { id: 'statistik spasial', en: 'spatial statistics' },
} satisfies Record<string, Label>

/** Roles that several layers are made of. */
export const PEOPLE = 'statistics:%opulation%'
export const serviceRoles = ['facilities%', 'standards']
