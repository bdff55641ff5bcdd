import { GMD } from '../records/iso/iso-metadata.ts'
import { CswFault, invalid, missing } from './csw-fault.ts'
import {
  CSW,
  DEFAULT_RECORDS,
  ELEMENT_SETS,
  type ElementSet,
  MOST_RECORDS,
  type OutputSchema,
  type SortKey,
  VERSION,
  XML_SCHEMA,
} from './csw-request.ts'

/* Values that both ways of asking (KVP and XML) have in common. */

const MOST_IDS = 200
const MOST_KEYS = 5
const PROPERTY = /^[\w:./*{}-]{1,120}$/

export function checkVersion(version: string | undefined): void {
  if (version !== undefined && version !== VERSION) throw invalid('version', version, VERSION)
}

/** Refuses AcceptVersions that does not contain our version; without the parameter anything is accepted. */
export function negotiate(versions: readonly string[]): void {
  if (versions.length > 0 && !versions.includes(VERSION))
    throw new CswFault(
      'VersionNegotiationFailed',
      'acceptversions',
      `acceptversions: this catalogue speaks ${VERSION}`,
    )
}

export function checkOutputFormat(value: string | undefined): void {
  if (value !== undefined && !/^(application|text)\/xml(\s*;.*)?$/i.test(value))
    throw invalid('outputformat', value, 'application/xml')
}

export function readOutputSchema(value: string | undefined): OutputSchema {
  if (value === undefined || value === CSW) return 'csw'
  if (value === GMD) return 'gmd'
  throw invalid('outputschema', value, `${CSW} or ${GMD}`)
}

/** Names of record types, with whatever prefix the client gave the namespace. */
export function readTypeNames(values: readonly string[], locator = 'typenames'): OutputSchema[] {
  return values.map((value) => {
    if (/^(\w{1,20}:)?Record$/.test(value)) return 'csw'
    if (/^(\w{1,20}:)?MD_Metadata$/.test(value)) return 'gmd'
    throw invalid(locator, value, 'csw:Record or gmd:MD_Metadata')
  })
}

/** As readTypeNames, of those who ask what a type is: a name without its namespace could mean any. */
export function readQualifiedNames(values: readonly string[]): OutputSchema[] {
  for (const value of values)
    if (!value.includes(':')) throw invalid('typename', value, 'csw:Record or gmd:MD_Metadata, with a prefix')
  return readTypeNames(values, 'typename')
}

/** Names of XML Schema: the standard's own, the namespace's, and the one that 2.0.2 has as the default of key-value pairs. */
const SCHEMA_LANGUAGES = [XML_SCHEMA, 'http://www.w3.org/2001/XMLSchema', 'XMLSCHEMA']

export function checkSchemaLanguage(value: string | undefined): void {
  if (value !== undefined && !SCHEMA_LANGUAGES.includes(value))
    throw invalid('schemaLanguage', value, XML_SCHEMA)
}

export function readElementSet(value: string | undefined, otherwise: ElementSet): ElementSet {
  if (value === undefined) return otherwise
  const known = ELEMENT_SETS.find((name) => name === value)
  if (!known) throw invalid('elementsetname', value, ELEMENT_SETS.join(', '))
  return known
}

export function readResultType(value: string | undefined): 'hits' | 'results' | 'validate' {
  if (value === undefined) return 'hits'
  if (value === 'hits' || value === 'results' || value === 'validate') return value
  throw invalid('resulttype', value, 'hits, results or validate')
}

/** OWSLib and others begin at 0; records are counted from 1. */
export function readStart(value: string | undefined): number {
  return Math.max(1, readCount('startposition', value, 1))
}

export function readMost(value: string | undefined): number {
  return Math.min(MOST_RECORDS, readCount('maxrecords', value, DEFAULT_RECORDS))
}

function readCount(locator: string, value: string | undefined, otherwise: number): number {
  if (value === undefined) return otherwise
  if (!/^\d{1,9}$/.test(value)) throw invalid(locator, value, 'a whole number')
  return Number(value)
}

export function readIds(values: readonly string[]): string[] {
  const ids = values.map((id) => id.trim()).filter((id) => id !== '')
  if (ids.length === 0) throw missing('id')
  if (ids.length > MOST_IDS) throw invalid('id', `${ids.length} ids`, `at most ${MOST_IDS}`)
  return ids
}

export function readProperties(values: readonly string[], locator: string): string[] {
  if (values.length > 60) throw invalid(locator, `${values.length} names`, 'at most 60')
  for (const value of values) if (!PROPERTY.test(value)) throw invalid(locator, value, 'names of properties')
  return [...values]
}

export function checkSort(keys: readonly SortKey[]): readonly SortKey[] {
  if (keys.length > MOST_KEYS) throw invalid('sortby', `${keys.length} properties`, `at most ${MOST_KEYS}`)
  readProperties(
    keys.map(({ property }) => property),
    'sortby',
  )
  return keys
}

/** Refuses parameters that would make this server write to, or read from, an address that the client chooses. */
export function refuseHandler(value: string | undefined): void {
  if (value !== undefined && value !== '')
    throw new CswFault(
      'InvalidParameterValue',
      'responsehandler',
      'responsehandler: this catalogue answers at once, and sends nothing anywhere else',
    )
}

export function notSupported(operation: string): CswFault {
  const known = 'GetCapabilities, DescribeRecord, GetRecords, GetRecordById, GetDomain'
  if (/^(transaction|harvest)$/i.test(operation))
    return new CswFault(
      'OperationNotSupported',
      operation,
      `${operation}: this catalogue is read only and fetches nothing; it knows ${known}`,
    )
  return new CswFault(
    'OperationNotSupported',
    'request',
    `request: expected ${known}, received ${operation.slice(0, 80)}`,
  )
}
