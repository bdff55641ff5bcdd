import { badParameter } from '../../../core/problem.ts'
import type { ReadRecord } from '../../../core/record/foreign-record.ts'
import { readXml } from '../../requests/read-xml.ts'
import { findDatasets, readDcat } from './read-dcat.ts'
import { readDublinCore } from './read-dublin-core.ts'
import { readIso } from './read-iso.ts'
import { checkRecord } from './record-parts.ts'

const GMD = 'http://www.isotc211.org/2005/gmd'
const CSW = 'http://www.opengis.net/cat/csw/2.0.2'
const MOST_RECORDS = 500
const EXPECTED =
  'a record: gmd:MD_Metadata (ISO 19139), csw:Record (Dublin Core), or datasets of DCAT in JSON-LD'

/** The records of a document, whose content says which form it has. Throws Problem (400). */
export function readRecordDocument(text: string): ReadRecord[] {
  const content = text.replace(/^\uFEFF/, '').trim()
  if (content.startsWith('<')) return [readXmlRecord(content)]
  const datasets = findDatasets(readJson(content))
  if (datasets.length > MOST_RECORDS)
    throw badParameter('body', `${datasets.length} datasets`, `at most ${MOST_RECORDS}`)
  return datasets.map((dataset) => ({
    form: 'dcat',
    record: checkRecord(readDcat(dataset)),
    document: JSON.stringify(dataset),
  }))
}

function readXmlRecord(content: string): ReadRecord {
  const root = readXml(content)
  // What stands before the root belongs to the file, not to the record.
  const document = content.replace(/^\s*(<\?.*?\?>\s*|<!--.*?-->\s*)*/s, '').trim()
  if (root.uri === GMD && root.name === 'MD_Metadata')
    return { form: 'iso19139', record: checkRecord(readIso(root)), document }
  if (root.uri === CSW && /^(Brief|Summary)?Record$/.test(root.name))
    return { form: 'dublin-core', record: checkRecord(readDublinCore(root)), document }
  throw badParameter('body', `{${root.uri}}${root.name}`, EXPECTED)
}

function readJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch (error) {
    throw badParameter('body', error instanceof Error ? error.message : String(error), EXPECTED)
  }
}
