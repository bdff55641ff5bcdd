import type { Bilingual } from '../../../core/criteria/criterion.ts'
import type { Where } from '../../../core/portfolio/portfolio.ts'
import { SECTOR_AFFAIRS } from '../../../core/proposal/sector.ts'

/** Names of areas by code. */
export type Names = ReadonlyMap<string, string>

const KINDS: Record<string, Bilingual> = {
  physical: { id: 'fisik', en: 'physical works' },
  'non-physical': { id: 'nonfisik', en: 'non-physical' },
}
const SOURCES: Record<string, Bilingual> = {
  musrenbang: { id: 'Musrenbang', en: 'Musrenbang' },
  pokir: { id: 'Pokir DPRD', en: 'council (Pokir)' },
  opd: { id: 'perangkat daerah', en: 'agencies' },
  resident: { id: 'warga', en: 'residents' },
}

/** Proposals that have no value of an attribute. */
const NONE: Record<string, Bilingual> = {
  districtCode: { id: 'usulan tanpa kecamatan', en: 'proposals without a district' },
  villageCode: { id: 'usulan tanpa desa', en: 'proposals without a village' },
  agency: { id: 'usulan tanpa perangkat daerah', en: 'proposals without an agency' },
  kind: { id: 'usulan tanpa jenis belanja', en: 'proposals without a kind of spending' },
  quintile: { id: 'usulan di desa tanpa data kemiskinan', en: 'proposals of villages without poverty data' },
}

/** Label of an attribute's value, '' for having none; null when no such value exists (agencies exist if a proposal names them). */
export function nameOf(attribute: string, value: string, names: Names): Bilingual | null {
  if (value === '') return NONE[attribute] ?? { id: 'usulan lain', en: 'other proposals' }
  switch (attribute) {
    case 'districtCode':
    case 'villageCode': {
      const name = names.get(value)
      if (name === undefined) return null
      return attribute === 'districtCode'
        ? { id: `Kecamatan ${name}`, en: `district ${name}` }
        : { id: `Desa ${name}`, en: `village ${name}` }
    }
    case 'sector': {
      const affair = Object.entries(SECTOR_AFFAIRS).find(([key]) => key === value)?.[1]
      return affair ? { id: `bidang ${affair.id}`, en: affair.en } : null
    }
    case 'kind':
      return KINDS[value] ?? null
    case 'source':
      return SOURCES[value] ?? null
    case 'quintile':
      return /^[1-5]$/.test(value)
        ? { id: `seperlima penduduk ke-${value} (1 termiskin)`, en: `fifth ${value} of people (1 poorest)` }
        : null
    default:
      return null
  }
}

/** "fisik, Desa Baru"; a word for everything when nothing is selected. */
export function nameWhere(where: Where, names: Names): Bilingual {
  const parts = Object.entries(where).map(
    ([attribute, value]) => nameOf(attribute, value, names) ?? { id: value, en: value },
  )
  if (parts.length === 0) return { id: 'seluruhnya', en: 'all' }
  return { id: parts.map(({ id }) => id).join(', '), en: parts.map(({ en }) => en).join(', ') }
}
