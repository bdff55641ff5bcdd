import type { StoreMemo } from '../../changes/store-memo.ts'
import type { RecordContact } from './metadata/layer-record.ts'

/** The publishing office and its address, with a memo of facts about layers. */
export interface RecordOffice {
  publicUrl: string
  /** What the settings say of who publishes; packages state the rest (`publisherOf`). */
  publisher: Partial<RecordContact>
  /** Codes of the CRSs to which offers are narrowed; none narrow nothing. */
  offeredCrs?: readonly string[]
  /** Harvesters page through a catalogue: counting a million proposals anew for each page would hold up everybody else. */
  facts?: StoreMemo
  /** Whether this server draws pictures; records then show one of each layer. */
  draws?: () => boolean
}

/** Who publishes: by the settings, else by the newest package that names somebody, else the product alone. */
export function publisherOf(
  { publisher }: Pick<RecordOffice, 'publisher'>,
  packages: readonly Pick<PackageFacts, 'publisher'>[],
): RecordContact {
  const stated = packages.find((known) => known.publisher.name !== undefined)?.publisher ?? {}
  // An address of the one would not be that of the other.
  const { name, email, phone, address } =
    publisher.name === undefined ? { ...stated, ...definedOf(publisher) } : publisher
  return { name: name ?? 'PetaUsul', email, phone, address }
}

const definedOf = (contact: Partial<RecordContact>): Partial<RecordContact> =>
  Object.fromEntries(Object.entries(contact).filter(([, value]) => value !== undefined))

export interface PackageFacts {
  name: string
  description: string
  synthetic: boolean
  publisher: Partial<RecordContact>
  importedAt: string
}
