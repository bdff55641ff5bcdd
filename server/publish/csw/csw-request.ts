import type { Filter } from '../../../core/filter/filter-tree.ts'

export const CSW = 'http://www.opengis.net/cat/csw/2.0.2'
export const VERSION = '2.0.2'
export const XML_SCHEMA = 'http://www.w3.org/XML/Schema'

export const ELEMENT_SETS = ['brief', 'summary', 'full'] as const
export type ElementSet = (typeof ELEMENT_SETS)[number]
export const OUTPUT_SCHEMAS = ['csw', 'gmd'] as const
/** csw: Dublin Core as CSW 2.0.2 has it; gmd: ISO 19139. */
export type OutputSchema = (typeof OUTPUT_SCHEMAS)[number]

export const MOST_RECORDS = 200
export const DEFAULT_RECORDS = 10

export interface SortKey {
  property: string
  descending: boolean
}

export interface GetRecords {
  operation: 'GetRecords'
  resultType: 'hits' | 'results' | 'validate'
  requestId: string | undefined
  outputSchema: OutputSchema
  elements: ElementSet | readonly string[]
  /** Counted from 1. */
  start: number
  most: number
  filter: Filter | undefined
  /** Name under which the filter's box knows WGS 84, latitude first; boxes of records are answered under the same. */
  boxCrs: string | undefined
  sort: readonly SortKey[]
}

export type CswRequest =
  | { operation: 'GetCapabilities'; sections: readonly string[] | undefined }
  | { operation: 'DescribeRecord'; types: readonly OutputSchema[] }
  | GetRecords
  | {
      operation: 'GetRecordById'
      ids: readonly string[]
      outputSchema: OutputSchema
      elements: ElementSet
    }
  | { operation: 'GetDomain'; kind: 'ParameterName' | 'PropertyName'; names: readonly string[] }
