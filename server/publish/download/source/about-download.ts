import type { Knex } from 'knex'
import type { CrsDefinition } from '../../../../core/geo/crs-definitions.ts'
import type { LayerDefinition } from '../../../layers/layer.ts'
import { readLegend } from '../../../layers/legend.ts'
import { readSource } from '../../../layers/provenance.ts'

type Language = 'id' | 'en'

export interface AboutDownload {
  title: string
  description: string
  /** Finding of the layer, in one sentence. */
  finding: string | null
  source: string | null
  licence: string | null
  year: number | null
  /** When the file was made. */
  made: Date
  crs: string
  /** The parameters by which the layer was narrowed, as they were asked. */
  asked: readonly (readonly [string, string])[]
}

const WORDS = {
  title: { id: 'Lapisan', en: 'Layer' },
  description: { id: 'Isi', en: 'Content' },
  finding: { id: 'Temuan', en: 'Finding' },
  source: { id: 'Sumber', en: 'Source' },
  licence: { id: 'Lisensi', en: 'Licence' },
  year: { id: 'Tahun data', en: 'Year of the data' },
  made: { id: 'Diunduh (UTC)', en: 'Downloaded (UTC)' },
  crs: { id: 'Sistem koordinat', en: 'Coordinate system' },
  asked: { id: 'Saringan', en: 'Filters' },
  unstated: { id: 'tidak disebutkan', en: 'not stated' },
  all: { id: 'tidak ada: seluruh lapisan', en: 'none: the whole layer' },
  shifted: {
    id: 'dihitung sama dengan WGS 84 (selisih SRGI2013 sekitar 0,2 m)',
    en: 'taken as WGS 84 (SRGI2013 differs by about 0.2 m)',
  },
} as const

/** Description of the layer and of the request that is written into a file. */
export async function readAbout(
  knex: Knex,
  options: {
    layer: LayerDefinition
    crs: CrsDefinition
    language: Language
    asked: AboutDownload['asked']
  },
): Promise<AboutDownload> {
  const { layer, crs, language, asked } = options
  const { finding, year } = await readLegend(knex, layer)
  return {
    title: layer.title[language],
    description: layer.description[language],
    finding: finding?.[language] ?? null,
    source: await readSource(knex, layer),
    licence: layer.licence,
    year: layer.year ?? year,
    made: new Date(),
    crs: crsWords(crs, language),
    asked,
  }
}

/** The same as lines of label and text; dates as they are. */
export function aboutLines(about: AboutDownload, language: Language): (readonly [string, string | Date])[] {
  const say = (word: keyof typeof WORDS) => WORDS[word][language]
  const asked = about.asked.map(([name, value]) => `${name}=${value}`).join('; ')
  return [
    [say('title'), about.title],
    [say('description'), about.description],
    ...(about.finding ? [[say('finding'), about.finding] as const] : []),
    [say('source'), about.source ?? say('unstated')],
    [say('licence'), about.licence ?? say('unstated')],
    [say('year'), about.year === null ? say('unstated') : String(about.year)],
    [say('made'), about.made],
    [say('crs'), about.crs],
    [say('asked'), asked === '' ? say('all') : asked],
  ]
}

function crsWords({ code, name }: CrsDefinition, language: Language): string {
  const shifted = name.startsWith('WGS 84') ? '' : `; ${WORDS.shifted[language]}`
  return `${name} (${code})${shifted}`
}
