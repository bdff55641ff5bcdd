import { PUBLIC } from '../../core/access/actor.ts'
import type { ProposalFields } from '../../core/api/proposal.ts'
import type { CriterionColumns } from '../criteria/columns/criterion-columns.ts'
import { catalogued, sql } from '../database/sql-fragment.ts'
import type { LayerDefinition, LayerField } from '../layers/layer.ts'
import { noStory } from '../layers/legend.ts'
import { keyword } from '../layers/lineage.ts'
import * as say from '../layers/processing-steps.ts'
import { sourceOf } from '../layers/provenance.ts'
import { visibleDistance, visiblePlace, visibleProposal, visibleQuality } from '../layers/visibility.ts'

const field = (
  name: keyof ProposalFields | 'poorPopulation',
  sql: string,
  type: LayerField['type'],
  [id, en]: [string, string],
  inTiles = true,
): LayerField => ({ name, sql, type, title: { id, en }, inTiles })

export const proposalFields: readonly LayerField[] = [
  field('code', 'p.code', 'string', ['Kode', 'Code']),
  field('sourceId', 'p.source_id', 'string', ['ID Usulan', 'Source ID'], false),
  { ...field('year', 'p.year', 'integer', ['Tahun', 'Year']), time: 'year' },
  field('source', 'p.source', 'string', ['Asal', 'Source']),
  field('title', 'p.title', 'string', ['Usulan', 'Proposal']),
  field('problem', 'p.problem', 'string', ['Permasalahan', 'Problem'], false),
  field('sector', 'p.sector', 'string', ['Bidang', 'Sector']),
  field('programmeCode', 'p.programme_code', 'string', ['Kode sub kegiatan', 'Programme code'], false),
  field('agency', 'p.agency', 'string', ['Perangkat daerah', 'Agency']),
  {
    ...field('costRupiah', 'p.cost_rupiah::float8', 'number', ['Biaya (rupiah)', 'Cost (rupiah)']),
    sumAs: 'cost_sum',
  },
  field('volume', 'p.volume', 'number', ['Volume', 'Volume'], false),
  field('unit', 'p.unit', 'string', ['Satuan', 'Unit'], false),
  field('beneficiaries', 'p.beneficiaries', 'integer', ['Penerima manfaat', 'Beneficiaries'], false),
  field('urgency', 'p.urgency', 'integer', ['Kemendesakan (1–5)', 'Urgency (1–5)'], false),
  field('months', 'p.months', 'number', ['Lama pelaksanaan (bulan)', 'Months to carry out'], false),
  field('readiness', 'p.readiness', 'integer', ['Kesiapan (0–3)', 'Readiness (0–3)'], false),
  field(
    'planMatch',
    'p.plan_match',
    'integer',
    ['Kesesuaian RPJMD/RKPD (0–2)', 'Match with plans (0–2)'],
    false,
  ),
  field(
    'newlyServed',
    'round(p.newly_served::numeric, 1)::float8',
    'number',
    ['Warga baru terlayani', 'People newly served'],
    false,
  ),
  field('status', 'p.status', 'string', ['Status', 'Status']),
  field('stage', 'p.stage', 'string', ['Tahap', 'Stage']),
  field('locationQuality', visibleQuality, 'string', ['Mutu lokasi', 'Location quality']),
  field('villageCode', 'p.village_code', 'string', ['Kode desa', 'Village code']),
  field('villageName', 'v.name', 'string', ['Desa/kelurahan', 'Village'], false),
  field('districtCode', 'v.parent_code', 'string', ['Kode kecamatan', 'District code']),
  field('districtName', 'd.name', 'string', ['Kecamatan', 'District'], false),
  field('service', 'p.service', 'string', ['Layanan', 'Service'], false),
  field('nearestFacilityMetres', `round(${visibleDistance})::float8`, 'integer', [
    'Jarak ke fasilitas terdekat (m)',
    'Distance to nearest facility (m)',
  ]),
  field(
    'standardMetres',
    's.max_distance_m',
    'integer',
    ['Jarak standar (m)', 'Standard distance (m)'],
    false,
  ),
  field('beyondStandard', `${visibleDistance} > s.max_distance_m`, 'boolean', [
    'Di luar standar',
    'Beyond the standard',
  ]),
  {
    ...field('poorPopulation', 'f.poor_population', 'number', [
      'Penduduk miskin desa',
      'Poor people of the village',
    ]),
    sumAs: 'poor_sum',
  },
]

/** The rows of proposals and what is joined to them. Reading criteria costs more: see proposalLayerWith. */
export const PROPOSALS_FROM = catalogued(`proposals p
  LEFT JOIN areas v ON v.code = p.village_code
  LEFT JOIN areas d ON d.code = v.parent_code
  LEFT JOIN area_figures f ON f.area_code = p.village_code
  LEFT JOIN service_standards s ON s.service = p.service`)

export const proposalLayer: LayerDefinition = {
  id: 'proposals',
  title: { id: 'Usulan', en: 'Proposals' },
  description: {
    id: 'Usulan warga, Pokir, dan perangkat daerah',
    en: 'Proposals of residents, council and agencies',
  },
  group: 'proposals',
  geometry: 'mixed',
  coverage: false,
  minZoom: 0,
  maxZoom: 18,
  heat: true,
  aggregateBelowZoom: 8,
  fields: proposalFields,
  from: PROPOSALS_FROM,
  // Tiles, pictures and files are made once for all who ask: they hold what the public sees (docs/decisions/022).
  where: visibleProposal(PUBLIC),
  key: 'p.id',
  geom: visiblePlace,
  tileGeom: visiblePlace,
  source: null,
  readSource: sourceOf('proposals:%'),
  readStory: async () => ({ ...noStory, legend: { kind: 'status' } }),
  licence: null,
  year: null,
  written: sql`SELECT min(p.year) AS first, max(p.year) AS last, max(p.updated_at) AS changed FROM proposals p WHERE ${visibleProposal(PUBLIC)}`,
  lineage: {
    topic: 'planningCadastre',
    keywords: [
      { id: 'usulan Musrenbang', en: 'Musrenbang proposals' },
      keyword.planning,
      { id: 'Pokok Pikiran DPRD', en: 'council priorities' },
      { id: 'RKPD', en: 'RKPD' },
    ],
    roles: ['proposals:%'],
    from: [],
    steps: [say.proposalsRead, say.proposalsPlaced, say.householdsHidden, say.criteria],
    updateFrequency: 'continual',
  },
}

/** Proposals with their criteria and score: as tiles, downloads and rankings read them. */
export function proposalLayerWith(columns: CriterionColumns | null): LayerDefinition {
  if (!columns) return proposalLayer
  return {
    ...proposalLayer,
    fields: [...proposalFields, ...columns.fields],
    from: sql`${columns.scales}${PROPOSALS_FROM}${columns.values}`,
    bare: { from: proposalLayer.from, where: proposalLayer.where },
  }
}
