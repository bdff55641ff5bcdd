import type { StoreMemo } from '../../changes/store-memo.ts'
import type { RecordContact } from './metadata/layer-record.ts'

/** The publishing office and its address, with a memo of facts about layers. */
export interface RecordOffice {
  publicUrl: string
  publisher: RecordContact
  /** Harvesters page through a catalogue: counting a million proposals anew for each page would hold up everybody else. */
  facts?: StoreMemo
  /** Whether this server draws pictures; records then show one of each layer. */
  draws?: () => boolean
}

export interface PackageFacts {
  name: string
  description: string
  synthetic: boolean
  importedAt: string
}
