import type { Knex } from 'knex'
import { type Actor, PUBLIC } from '../../../core/access/actor.ts'
import type { Label } from '../../../core/proposal/label.ts'
import { readCatalogue } from '../../catalogue/catalogue.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import { factsOf } from './facts-of.ts'
import { makeRecord } from './make-record.ts'
import type { LayerRecord, NodeRecord } from './metadata/layer-record.ts'
import { readStoredMetadata } from './metadata/metadata-store.ts'
import { readStoredSources } from './read-sources.ts'
import { deriveUuid, readNodeId } from './record-id.ts'
import { type PackageFacts, publisherOf, type RecordOffice } from './record-office.ts'

/** Records of every layer that the actor may see and that holds something, in the order of the layer list. */
export async function readRecords(
  knex: Knex,
  office: RecordOffice,
  actor: Actor = PUBLIC,
): Promise<LayerRecord[]> {
  const catalogue = await readCatalogue(knex, actor)
  return await makeRecords(knex, office, catalogue, catalogue)
}

/** One record by its UUID or by the layer's own id; undefined when the actor may see none. */
export async function readRecord(
  knex: Knex,
  office: RecordOffice,
  id: string,
  actor: Actor = PUBLIC,
): Promise<LayerRecord | undefined> {
  const catalogue = await readCatalogue(knex, actor)
  const nodeId = await readNodeId(knex)
  const layer = catalogue.find(
    (known) => known.id === id || deriveUuid(nodeId, known.id) === id.toLowerCase(),
  )
  return layer && (await makeRecords(knex, office, catalogue, [layer]))[0]
}

async function makeRecords(
  knex: Knex,
  office: RecordOffice,
  catalogue: readonly LayerDefinition[],
  wanted: readonly LayerDefinition[],
): Promise<LayerRecord[]> {
  const context = {
    office,
    nodeId: await readNodeId(knex),
    titles: new Map(catalogue.map(({ id, title }) => [id, title])),
    packages: await readPackages(knex),
    sources: await readStoredSources(knex),
    metadata: await readStoredMetadata(knex),
  }
  const records: LayerRecord[] = []
  for (const layer of wanted) {
    const facts = await factsOf(knex, office, layer)
    if (facts.count > 0) records.push(makeRecord(context, layer, facts))
  }
  return records
}

/** The record of the node as a whole, over the records of its layers. */
export async function readNodeRecord(
  knex: Knex,
  office: RecordOffice,
  records: readonly LayerRecord[],
): Promise<NodeRecord> {
  const packages = await readPackages(knex)
  const [newest] = packages
  const contact = publisherOf(office, packages)
  const now = new Date(0).toISOString()
  const created = newest?.importedAt ?? now
  return {
    id: await readNodeId(knex),
    title: {
      id: newest ? `Data geospasial ${newest.name}` : 'Data geospasial',
      en: newest ? `Geospatial data of ${newest.name}` : 'Geospatial data',
    },
    abstract: {
      id: `${sentence(newest?.description || 'Usulan pembangunan, kemiskinan, layanan dasar, dan batas wilayah')} Diterbitkan oleh ${contact.name}.`,
      en: `Proposals, poverty, basic services and boundaries${newest ? ` of ${newest.name}` : ''}. Published by ${contact.name}.`,
    },
    extent: unionOf(records),
    created,
    revised: records.reduce((latest, { revised }) => (revised > latest ? revised : latest), created),
    contact,
    keywords: keywordsOf(newest),
    children: records.map(({ id }) => id),
    url: office.publicUrl,
  }
}

const KEYWORDS: readonly Label[] = [
  { id: 'Musrenbang', en: 'Participatory planning' },
  { id: 'usulan pembangunan', en: 'development proposals' },
  { id: 'kemiskinan', en: 'poverty' },
  { id: 'layanan dasar', en: 'basic services' },
  { id: 'batas wilayah', en: 'boundaries' },
]

const keywordsOf = (newest: PackageFacts | undefined): Label[] => [
  ...(newest ? [{ id: newest.name, en: newest.name }] : []),
  ...KEYWORDS,
]

const sentence = (text: string) => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`)

/** Newest first. */
async function readPackages(knex: Knex): Promise<PackageFacts[]> {
  const rows = await knex('packages')
    .orderBy('imported_at', 'desc')
    .orderBy('id')
    .select<(Omit<PackageFacts, 'importedAt'> & { imported_at: Date })[]>(
      'name',
      'description',
      'synthetic',
      'publisher',
      'imported_at',
    )
  return rows.map(({ imported_at, ...row }) => ({ ...row, importedAt: imported_at.toISOString() }))
}

/** The box around all; null while nothing has a place. */
export function unionOf(records: readonly Pick<LayerRecord, 'extent'>[]): NodeRecord['extent'] {
  const boxes = records.flatMap(({ extent }) => (extent ? [extent] : []))
  if (boxes.length === 0) return null
  return [
    Math.min(...boxes.map(([west]) => west)),
    Math.min(...boxes.map(([, south]) => south)),
    Math.max(...boxes.map(([, , east]) => east)),
    Math.max(...boxes.map(([, , , north]) => north)),
  ]
}
