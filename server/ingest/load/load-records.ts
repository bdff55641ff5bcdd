import { readFile } from 'node:fs/promises'
import { Problem } from '../../../core/problem.ts'
import type { DatasetPlan, ImportContext } from '../dataset.ts'
import { packageFile, type RecordsEntry } from '../manifest.ts'
import { readRecordDocument } from '../records/read-records.ts'
import { storeRecords } from '../records/store-records.ts'

/** Records of data that lies elsewhere: a file of metadata that the catalogue shows, and of which no layer is made. */
export function planRecords({ pack }: ImportContext, entry: RecordsEntry): DatasetPlan {
  const path = packageFile(pack, entry.file)
  return {
    role: 'records',
    file: entry.file,
    path,
    dependsOn: entry,
    source: entry.source ?? null,
    licence: entry.licence ?? null,
    year: null,
    async load(transaction, datasetId, tally) {
      try {
        const records = readRecordDocument(await readFile(path, 'utf8'))
        tally.add('rows', records.length)
        await storeRecords(transaction, records, { datasetId, byAccount: null })
        tally.add('loaded', records.length)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        const { parameter = 'file', received = '', expected = '', detail = '' } = error.body
        tally.add('rows')
        tally.reject(1, detail, { parameter, received, expected })
      }
      return { crs: null }
    },
  }
}
