import type { Label } from '../../../core/proposal/label.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import type { Lineage } from '../../layers/lineage.ts'
import { completenessOf } from './completeness.ts'
import { lineageOf } from './layer-lineage.ts'
import { licenceOf } from './licence-of.ts'
import { kugiOf } from './metadata/kugi.ts'
import type { LayerRecord, LineageSource, RecordQuality } from './metadata/layer-record.ts'
import type { MetadataOverrides } from './metadata/metadata-request.ts'
import type { StoredMetadata } from './metadata/metadata-store.ts'
import type { LayerFacts } from './read-facts.ts'
import { type StoredSource, sourcesOf, sumCounts } from './read-sources.ts'
import { deriveUuid } from './record-id.ts'
import { linksOf, thumbnailOf } from './record-links.ts'
import { type PackageFacts, publisherOf, type RecordOffice } from './record-office.ts'

export interface RecordContext {
  office: RecordOffice
  nodeId: string
  /** Ids of the layers that the viewer may know of. */
  titles: ReadonlyMap<string, Label>
  packages: readonly PackageFacts[]
  sources: readonly StoredSource[]
  metadata: ReadonlyMap<string, StoredMetadata>
}

/** The metadata record of a layer from everything in the store; statements of a planner take precedence over what the data says. */
export function makeRecord(context: RecordContext, layer: LayerDefinition, facts: LayerFacts): LayerRecord {
  const { office, nodeId, titles } = context
  const lineage = lineageOf(layer)
  const stored = context.metadata.get(layer.id)
  const stated = stored?.overrides ?? {}
  const sources = sourcesOf(context.sources, lineage.roles)
  const package_ = context.packages[0]
  return {
    id: deriveUuid(nodeId, layer.id),
    layer: layer.id,
    parent: nodeId,
    title: layer.title,
    abstract: stated.abstract ?? abstractOf(layer, facts, package_),
    finding: facts.finding,
    keywords: stated.keywords ?? [...lineage.keywords, ...placeOf(package_)],
    topic: stated.topic ?? lineage.topic,
    kugi: kugiOf(layer.id),
    geometry: layer.geometry,
    fields: layer.fields.map(({ name, type, title, unit }) => ({ name, type, title, ...(unit && { unit }) })),
    extent: facts.extent,
    years: facts.years ?? yearsOf(sources),
    ...datesOf(context, sources, [facts.changed, stored?.updatedAt ?? null]),
    updateFrequency: stated.updateFrequency ?? lineage.updateFrequency,
    statement: statementOf(sources, facts.source),
    sources,
    steps: lineage.steps,
    quality: qualityOf(sources, facts),
    licence: licenceOf(layer, stated, sources),
    constraints: constraintsOf(layer, stated, package_),
    contact: contactOf(stated, context),
    crs: 'EPSG:4326',
    scaleDenominator: stated.scaleDenominator ?? null,
    links: linksOf(office.publicUrl, layer),
    thumbnail: office.draws?.() ? thumbnailOf(office.publicUrl, layer, facts.extent) : null,
    derivedFrom: derivedFrom(lineage, nodeId, titles),
    overrides: stated,
    version: stored?.version ?? 0,
  }
}

function contactOf(
  { contact }: MetadataOverrides,
  { office, packages }: RecordContext,
): LayerRecord['contact'] {
  if (contact) return { email: undefined, phone: undefined, address: undefined, ...contact }
  return publisherOf(office, packages)
}

/** ISO's abstract must say something: the layer's own description, where it is, and what it shows now. */
function abstractOf(layer: LayerDefinition, facts: LayerFacts, place: PackageFacts | undefined): Label {
  const say = (language: 'id' | 'en') => {
    const parts = [layer.description[language] || layer.title[language], facts.finding?.[language]]
    if (place) parts.push(place.name)
    return `${parts.filter(Boolean).join('. ')}.`
  }
  return { id: say('id'), en: say('en') }
}

const placeOf = (place: PackageFacts | undefined): Label[] =>
  place ? [{ id: place.name, en: place.name }] : []

function yearsOf(sources: readonly LineageSource[]): LayerRecord['years'] {
  const years = sources.flatMap(({ year }) => (year === null ? [] : [year]))
  return years.length === 0 ? null : [Math.min(...years), Math.max(...years)]
}

function datesOf(
  { packages }: RecordContext,
  sources: readonly LineageSource[],
  changes: readonly (string | null)[],
): { created: string; revised: string } {
  const imported = sources.map(({ importedAt }) => importedAt).sort()
  const later = changes.filter((change) => change !== null)
  const created = imported[0] ?? packages.at(-1)?.importedAt ?? later[0] ?? new Date(0).toISOString()
  return { created, revised: [created, ...imported, ...later].sort().at(-1) ?? created }
}

function derivedFrom(
  { from }: Lineage,
  nodeId: string,
  titles: ReadonlyMap<string, Label>,
): LayerRecord['derivedFrom'] {
  return from.flatMap((layer) => {
    const title = titles.get(layer)
    return title ? [{ id: deriveUuid(nodeId, layer), layer, title }] : []
  })
}

function statementOf(sources: readonly LineageSource[], named: string | null): Label {
  const origins = [...new Set([...(named ? [named] : []), ...sources.flatMap(({ source }) => source ?? [])])]
  const files = sources.length
  return {
    id:
      files === 0
        ? 'Dibuat di dalam sistem ini.'
        : `Disusun dari ${files} berkas${origins.length > 0 ? `: ${origins.join('; ')}` : ''}.`,
    en:
      files === 0
        ? 'Made within this system.'
        : `Made from ${files} file(s)${origins.length > 0 ? `: ${origins.join('; ')}` : ''}.`,
  }
}

function qualityOf(sources: readonly LineageSource[], facts: LayerFacts): RecordQuality {
  const counts = sumCounts(sources)
  const { count, withoutLocation } = facts
  return {
    ...counts,
    features: count,
    withoutLocation,
    completeness: completenessOf({ features: count, withoutLocation, files: sources.length }, counts),
    positional: {
      id: `Ketelitian posisi mengikuti berkas sumber; ${count - withoutLocation} unsur memiliki lokasi.`,
      en: `Positions are as accurate as the source files; ${count - withoutLocation} features have a location.`,
    },
  }
}

const indicativeBorders: Label = {
  id: 'Batas wilayah bersifat indikatif dan bukan acuan hukum; sebagian garis batas belum ditegaskan.',
  en: 'Boundaries are indicative and no legal reference; part of the lines is not settled.',
}
const invented: Label = {
  id: 'Data rekaan untuk peragaan; bukan data sebenarnya.',
  en: 'Invented data for demonstration; none of it is real.',
}

function constraintsOf(
  layer: LayerDefinition,
  { constraints }: MetadataOverrides,
  place: PackageFacts | undefined,
): Label[] {
  return [
    ...(place?.synthetic ? [invented] : []),
    ...(layer.coverage ? [indicativeBorders] : []),
    ...(constraints ? [constraints] : []),
  ]
}
