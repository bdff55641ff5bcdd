import type { Bilingual } from '../../core/criteria/criterion.ts'

export interface SourceTitle {
  readonly title: Bilingual
  readonly unit: Bilingual
}

const people = { id: 'orang', en: 'people' }
const points = { id: 'poin', en: 'points' }
const rupiah = { id: 'rupiah', en: 'rupiah' }
const metres = { id: 'meter', en: 'metres' }
const percent = { id: 'persen', en: 'per cent' }

const titled = (id: string, en: string, unit: Bilingual): SourceTitle => ({ title: { id, en }, unit })

/** Sources that every district has, for people to choose from. */
export const FIXED_TITLES: Readonly<Record<string, SourceTitle>> = {
  'proposals.urgency': titled('Kemendesakan', 'Urgency', points),
  'proposals.beneficiaries': titled('Penerima manfaat', 'Beneficiaries', people),
  'proposals.costRupiah': titled('Biaya usulan', 'Cost of the proposal', rupiah),
  'proposals.costPerBeneficiary': titled('Biaya per penerima manfaat', 'Cost per beneficiary', {
    id: 'rupiah per orang',
    en: 'rupiah per person',
  }),
  'proposals.poorReached': titled('Warga miskin terjangkau', 'Poor people reached', people),
  'proposals.months': titled('Lama pelaksanaan', 'Time to carry out', { id: 'bulan', en: 'months' }),
  'proposals.readiness': titled('Kesiapan lahan dan dokumen', 'Readiness of land and documents', points),
  'proposals.planMatch': titled('Kesesuaian RPJMD dan RKPD', 'Match with RPJMD and RKPD', points),
  'proposals.placeClarity': titled('Kejelasan lokasi', 'Clarity of the place', points),
  'proposals.newlyServed': titled('Warga baru terlayani', 'People newly served', people),
  'proposals.nearestMetres': titled(
    'Jarak ke fasilitas sejenis terdekat',
    'Distance to the nearest facility of its kind',
    metres,
  ),
  'areas-village.povertyRate': titled('Tingkat kemiskinan desa', 'Poverty rate of the village', percent),
  'areas-village.poorPopulation': titled('Penduduk miskin desa', 'Poor people of the village', people),
  'areas-village.population': titled('Penduduk desa', 'Population of the village', people),
  'areas-village.idm': titled('Indeks Desa Membangun (IDM)', 'Village index (IDM)', {
    id: 'indeks',
    en: 'index',
  }),
}

export const COVERAGE_TITLES: Readonly<Record<string, SourceTitle>> = {
  nearestMetres: titled('Jarak desa ke layanan terdekat', 'Distance from the village to the nearest', metres),
  peopleBeyond: titled('Warga desa di luar standar', 'People of the village beyond the standard', people),
  poorBeyond: titled(
    'Warga miskin desa di luar standar',
    'Poor people of the village beyond the standard',
    people,
  ),
}

export const INSIDE = titled('Berada di dalamnya (1) atau tidak (0)', 'Lies within it (1) or not (0)', points)
export const METRES_AWAY = titled('Jarak ke yang terdekat', 'Distance to the nearest', metres)
