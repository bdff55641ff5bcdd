/** How a record came: ISO 19115 in XML, Dublin Core as CSW has it, or a dataset of DCAT in JSON-LD. */
export type RecordForm = 'iso19139' | 'dublin-core' | 'dcat'

export interface ForeignLink {
  url: string
  /** As it came: a media type, or the name of a protocol. */
  kind: string | null
  title: string | null
}

/** What a record of data elsewhere says, in whichever form it came. */
export interface ForeignRecord {
  /** As its own catalogue has it. */
  id: string
  /** 'dataset', or whatever it calls itself. */
  type: string
  title: string
  abstract: string
  subjects: readonly string[]
  formats: readonly string[]
  relations: readonly string[]
  /** Days or moments in ISO 8601. */
  date: string | null
  created: string | null
  modified: string | null
  /** Where it lies, in words or as a code. */
  spatial: string | null
  rights: readonly string[]
  publisher: string | null
  language: string | null
  lineage: string
  /** West, south, east, north in degrees. */
  box: readonly [number, number, number, number] | null
  links: readonly ForeignLink[]
}

/** A record with the document that it was read from, as text. */
export interface ReadRecord {
  form: RecordForm
  record: ForeignRecord
  document: string
}
