import { speak } from '../../../i18n/speak.ts'

const words = {
  title: { id: 'Miskin dan jauh dari layanan', en: 'Poor and far from services' },
  hint: { id: 'Desa dalam sembilan kelas', en: 'Villages in nine classes' },
  how: {
    id: 'Ketuk satu kelas: semua usulan dari desanya ditandai di peta dan peringkat.',
    en: 'Press a class: all proposals of its villages are marked on the map and in the ranking.',
  },
  poor1: { id: 'kurang miskin', en: 'less poor' },
  poor2: { id: 'kemiskinan sedang', en: 'moderately poor' },
  poor3: { id: 'termiskin', en: 'poorest' },
  far1: { id: 'terdekat', en: 'nearest' },
  far2: { id: 'cukup jauh', en: 'rather far' },
  far3: { id: 'terjauh', en: 'farthest' },
  className: { id: '{poor} dan {far}', en: '{poor} and {far}' },
  cell: { id: '{name}: {count} desa', en: '{name}: {count} villages' },
  legend: { id: 'Kelas kemiskinan dan jarak layanan', en: 'Classes of poverty and distance from services' },
  picked: {
    id: 'Desa {name}: {villages} desa, {proposals} usulan ditandai.',
    en: 'Villages {name}: {villages} villages, {proposals} proposals marked.',
  },
  cleared: { id: 'Tidak ada kelas dipilih.', en: 'No class is chosen.' },
  limits: { id: '{axis}: batas {low} dan {high} {unit}', en: '{axis}: limits {low} and {high} {unit}' },
  noData: {
    id: 'Angka kemiskinan dan jangkauan layanan belum lengkap.',
    en: 'Figures of poverty and coverage are not complete yet.',
  },
} as const

export const bivariateText = speak(words)

const poor = ['poor1', 'poor2', 'poor3'] as const
const far = ['far1', 'far2', 'far3'] as const

/** A class "x-y" in words, such as "termiskin dan terjauh". */
export function className(value: string): string {
  const [x = 1, y = 1] = value.split('-').map(Number)
  return bivariateText('className', {
    poor: bivariateText(poor[x - 1] ?? 'poor1'),
    far: bivariateText(far[y - 1] ?? 'far1'),
  })
}
