import type { Authored } from './authored.ts'
import type { Items } from './items.ts'

/** A record of data that another office has: in the catalogue, without a layer. */
export interface ForeignRecordItem {
  /** As the catalogue has it that it is from. */
  id: string
  title: string
  publisher: string | null
  form: 'iso19139' | 'dublin-core' | 'dcat'
  /** Whether a package brought it; others can be taken away by hand. */
  inPackage: boolean
  updatedAt: string
}

/** GET /api/records, and what POST answers: those that were added. */
export type ForeignRecords = Items<ForeignRecordItem & Partial<Authored>>
