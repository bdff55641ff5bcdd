import type { Knex } from 'knex'
import type { Actor } from '../../../core/access/actor.ts'
import { type CatalogueEntry, entryOfLayer, entryOfNode } from './catalogue-entry.ts'
import { entryOfForeign } from './foreign-entry.ts'
import type { LayerRecord, NodeRecord } from './metadata/layer-record.ts'
import { foreignRecordsOf, readForeignDocuments } from './read-foreign.ts'
import { readNodeRecord, readRecords } from './read-records.ts'
import type { RecordOffice } from './record-office.ts'

export interface Catalogue {
  node: NodeRecord
  /** The node's own record first, then those of its layers, then those of data elsewhere. */
  entries: readonly CatalogueEntry[]
  /** Documents of some entries as their offices wrote them, by id. */
  documentsOf(entries: readonly CatalogueEntry[]): Promise<ReadonlyMap<string, string>>
}

/** Every record that a actor may see, as catalogues search them. */
export async function readEntries(knex: Knex, office: RecordOffice, actor: Actor): Promise<Catalogue> {
  const records: LayerRecord[] = await readRecords(knex, office, actor)
  const node = await readNodeRecord(knex, office, records)
  return {
    node,
    entries: [
      entryOfNode(node),
      ...records.map((record) => entryOfLayer(record, office.publicUrl)),
      ...(await foreignRecordsOf(knex, office)).map(entryOfForeign),
    ],
    documentsOf: (entries) =>
      readForeignDocuments(
        knex,
        entries.filter(({ hasDocument }) => hasDocument).map(({ id }) => id),
      ),
  }
}
