import type { Knex } from 'knex'
import type { Analysis, ServiceStandard } from './compute/analysis.ts'

const villages = ['figures', 'packages']
const poverty = ['statistics:%poorPopulation%', 'statistics:%population%']

const rupiahPerPoor: Analysis = {
  id: 'rupiah-per-poor',
  kind: 'rupiah-per-poor',
  title: { id: 'Rupiah per orang miskin', en: 'Rupiah per poor person' },
  question: {
    id: 'Berapa rupiah diusulkan, diterima, dan terealisasi untuk tiap orang miskin?',
    en: 'How much is asked, accepted and realised for each poor person?',
  },
  states: ['figures', 'proposals'],
  inputs: ['villages', 'spending'],
  layers: ['rupiah-per-poor', 'rupiah-per-poor-accepted', 'rupiah-per-poor-realised'],
  roles: ['proposals:%', ...poverty],
}

const acceptedShare: Analysis = {
  id: 'accepted-share',
  kind: 'accepted-share',
  title: { id: 'Bagian yang diterima', en: 'Share accepted' },
  question: {
    id: 'Berapa bagian dari rupiah yang diusulkan tiap desa diterima dan terealisasi?',
    en: 'What share of the rupiah that each village asked for is accepted and realised?',
  },
  states: ['figures', 'proposals'],
  inputs: ['villages', 'spending'],
  layers: ['accepted-share', 'realised-share'],
  roles: ['proposals:%', ...poverty],
}

const silentDeserts = (services: readonly ServiceStandard[]): Analysis => ({
  id: 'silent-deserts',
  kind: 'silent-deserts',
  title: { id: 'Desa butuh yang diam', en: 'Silent deserts' },
  question: {
    id: 'Desa mana berkebutuhan tinggi tetapi tidak mengusulkan apa pun?',
    en: 'Which villages have high need but propose nothing?',
  },
  states: [
    'figures',
    'need-population',
    ...services.map(({ service }) => `coverage:${service}`),
    'proposals',
  ],
  inputs: ['villages', 'spending', 'beyond'],
  layers: ['silent-deserts'],
  roles: ['proposals:%', ...poverty, 'facilities%'],
})

const inequality: Analysis = {
  id: 'inequality',
  kind: 'inequality',
  title: { id: 'Ketimpangan rupiah', en: 'Inequality of rupiah' },
  question: {
    id: 'Seberapa merata rupiah jatuh pada penduduk, dan apakah yang miskin mendapat bagiannya?',
    en: 'How evenly does the money fall on people, and do the poor get their share?',
  },
  states: ['figures', 'proposals'],
  inputs: ['villages', 'spending'],
  layers: ['inequality', 'inequality-theil', 'inequality-concentration'].flatMap((index) => [
    index,
    `${index}-accepted`,
    `${index}-realised`,
  ]),
  roles: ['proposals:%', ...poverty],
}

const hotspots: Analysis = {
  id: 'hotspots',
  kind: 'hotspots',
  title: { id: 'Titik panas usulan', en: 'Hot spots of proposals' },
  question: {
    id: 'Di mana usulan berkumpul lebih dari kebetulan?',
    en: 'Where do proposals gather beyond chance?',
  },
  states: [...villages, 'proposals'],
  inputs: ['villages', 'outlines', 'points', 'unplaced', 'spending'],
  layers: ['hotspots', 'hotspots-rupiah', 'hotspots-village', 'hotspots-village-rupiah'],
  roles: ['proposals:%'],
}

const localMoran: Analysis = {
  id: 'local-moran',
  kind: 'local-moran',
  title: { id: 'Kantong kemiskinan', en: 'Clusters of poverty' },
  question: {
    id: 'Di mana desa miskin saling berdekatan?',
    en: 'Where do poor villages lie side by side?',
  },
  states: villages,
  inputs: ['villages', 'outlines'],
  layers: ['local-moran'],
  roles: poverty,
}

const smoothedRates: Analysis = {
  id: 'smoothed-rates',
  kind: 'smoothed-rates',
  title: { id: 'Angka desa kecil dihaluskan', en: 'Rates of small villages, smoothed' },
  question: {
    id: 'Desa mana benar-benar miskin atau banyak mengusulkan, dan mana yang angkanya kebetulan karena penduduknya sedikit?',
    en: 'Which villages are truly poor or propose much, and whose rates are chance because few people live there?',
  },
  states: ['figures', 'proposals'],
  inputs: ['villages', 'spending'],
  layers: ['poverty-smoothed', 'proposals-smoothed'],
  roles: ['proposals:%', ...poverty],
}

const density: Analysis = {
  id: 'density',
  kind: 'density',
  title: { id: 'Kerapatan usulan', en: 'Density of proposals' },
  question: { id: 'Seberapa rapat usulan di tiap tempat?', en: 'How dense are proposals at each place?' },
  states: [...villages, 'proposals'],
  inputs: ['outlines', 'points', 'unplaced'],
  layers: ['density', 'density-rupiah'],
  roles: ['proposals:%'],
}

const accessTo = (service: ServiceStandard): Analysis => ({
  id: `access-${service.service}`,
  kind: 'access',
  title: { id: `Akses ${service.service}`, en: `Access: ${service.service}` },
  question: {
    id: `Berapa ${service.service} terjangkau bagi penduduk tiap desa, bila semua berbagi?`,
    en: `How many ${service.service} are within reach of each village's people, once all share them?`,
  },
  states: ['need-population', `need-coverage:${service.service}`],
  inputs: ['villages', 'cells', 'pieces', 'facilities'],
  layers: [`access-${service.service}`],
  roles: ['facilities%', 'statistics:%population%'],
  service,
})

/** Every analysis of a store with these services, in the order in which they are computed and shown. */
export function listAnalyses(services: readonly ServiceStandard[]): Analysis[] {
  const access = services.map(accessTo)
  return [
    rupiahPerPoor,
    acceptedShare,
    silentDeserts(services),
    inequality,
    hotspots,
    localMoran,
    smoothedRates,
    density,
    ...access,
  ]
}

const ofNoService = new Set(listAnalyses([]).flatMap(({ layers }) => layers))

/** Whether the rows of this layer are the result of an analysis. */
export function isMadeByAnalysis(layer: string): boolean {
  return layer.startsWith('access-') || ofNoService.has(layer)
}

/** Services with a standard, the shortest distance (metres) first. */
export async function readServiceStandards(knex: Knex): Promise<ServiceStandard[]> {
  const rows = await knex('service_standards')
    .orderBy('max_distance_m')
    .orderBy('service')
    .select<{ service: string; facility_types: string[]; max_distance_m: number }[]>(
      'service',
      'facility_types',
      'max_distance_m',
    )
  return rows.map(({ service, facility_types, max_distance_m }) => ({
    service,
    facilityTypes: facility_types,
    maxDistanceMetres: max_distance_m,
  }))
}
