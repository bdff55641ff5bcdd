import type { FactsMemo } from './facts-memo.ts'
import type { RecordContact } from './metadata/layer-record.ts'

/** Who publishes, at which address; and what is remembered of layers between readings. */
export interface RecordOffice {
  publicUrl: string
  publisher: RecordContact
  facts?: FactsMemo
  /** Whether this server draws pictures; records then show one of each layer. */
  draws?: () => boolean
}

export interface PackageFacts {
  name: string
  description: string
  synthetic: boolean
  importedAt: string
}
