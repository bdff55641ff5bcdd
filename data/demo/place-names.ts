import type { Random } from './random.ts'

/** What a village lies at; its name is drawn to fit. */
export type Setting = 'town' | 'coast' | 'river' | 'island' | 'upland' | 'plain'

export const REGENCY_NAME = 'Kabupaten Tirtabuana'

/** The first is the seat of the regency, the last the island district. */
export const DISTRICT_NAMES = [
  'Bandar Tirta',
  'Rantau Jelai',
  'Muara Selasih',
  'Hulu Serayan',
  'Padang Rimau',
  'Teluk Kenanga',
  'Bukit Rambai',
  'Sungai Melur',
  'Tanjung Perapat',
  'Lubuk Gaharu',
  'Pulau Seraya',
] as const

const TOWN_NAMES = [
  'Bandar Tirta Hilir',
  'Bandar Tirta Hulu',
  'Kampung Bugis Lama',
  'Pasar Baru',
  'Muara Pelabuhan',
  'Kebun Bunga',
  'Sidodadi',
  'Tirta Mulya',
  'Pekauman Tirta',
  'Teluk Dalam Timur',
  'Seberang Tirta',
  'Pelita Jaya',
  'Karang Anyar',
  'Gunung Sari',
  'Mekar Wangi',
  'Telaga Indah',
] as const

const FIRST_WORDS: Record<Exclude<Setting, 'town'>, readonly string[]> = {
  coast: ['Tanjung', 'Teluk', 'Kuala', 'Muara', 'Pantai', 'Pasir', 'Sungai'],
  river: ['Sungai', 'Rantau', 'Muara', 'Lubuk', 'Tanjung', 'Teluk', 'Hulu', 'Danau'],
  island: ['Pulau', 'Teluk', 'Tanjung', 'Labuhan', 'Pasir'],
  upland: ['Bukit', 'Batu', 'Gunung', 'Hulu', 'Riam', 'Pematang', 'Tumbang'],
  plain: ['Padang', 'Pematang', 'Simpang', 'Parit', 'Handil', 'Telaga', 'Rawa'],
}

const SECOND_WORDS = [
  'Jelai',
  'Serai',
  'Kenanga',
  'Rambai',
  'Gaharu',
  'Nipah',
  'Bakau',
  'Perapat',
  'Meranti',
  'Ulin',
  'Keranji',
  'Bintaro',
  'Rotan',
  'Pandan',
  'Purun',
  'Galam',
  'Keladan',
  'Haur',
  'Betung',
  'Limau',
  'Asam',
  'Durian',
  'Cempedak',
  'Rambutan',
  'Binjai',
  'Mentaya',
  'Kelapa',
  'Pinang',
  'Sagu',
  'Tebu',
  'Lada',
  'Jingah',
  'Belanti',
  'Tapah',
  'Haruan',
  'Patin',
  'Udang',
  'Buaya',
  'Enggang',
  'Rusa',
  'Kijang',
  'Pelanduk',
  'Elang',
  'Punai',
  'Merak',
  'Selasih',
  'Melur',
  'Putih',
  'Merah',
  'Hitam',
  'Panjang',
  'Lebar',
  'Dalam',
  'Jernih',
  'Keramat',
  'Mas',
  'Intan',
  'Besi',
  'Tembaga',
  'Bulan',
] as const

/** Villages founded by transmigrants carry hopeful Javanese or Indonesian names. */
const HOPEFUL_FIRST = [
  'Sumber',
  'Karya',
  'Mekar',
  'Sido',
  'Suka',
  'Bina',
  'Tirta',
  'Marga',
  'Wono',
  'Mulya',
] as const
const HOPEFUL_SECOND = [
  'Makmur',
  'Mulyo',
  'Sari',
  'Rukun',
  'Maju',
  'Jaya',
  'Agung',
  'Bakti',
  'Asih',
  'Tani',
] as const

const RIVER_WORDS = [
  'Serayan',
  'Selasih',
  'Jelai',
  'Rimau',
  'Melur',
  'Gaharu',
  'Kelanis',
  'Purun',
  'Ambawang',
  'Teberau',
  'Sembilang',
  'Ketapi',
  'Rindang',
  'Lempuyang',
  'Mendaru',
  'Pelangas',
  'Sebamban',
  'Tapus',
  'Jerunai',
  'Bengkirai',
  'Lumpangi',
  'Sekunyit',
  'Telawan',
  'Paringin',
] as const

export const STREET_WORDS = [
  'Diponegoro',
  'Ahmad Yani',
  'Sudirman',
  'Kartini',
  'Pangeran Antasari',
  'Hasanuddin',
  'Merdeka',
  'Pemuda',
  'Pahlawan',
  'Veteran',
  'Pelajar',
  'Gajah Mada',
  'Imam Bonjol',
  'Cut Nyak Dien',
  'Melati',
  'Mawar',
  'Kenanga',
  'Anggrek',
  'Dahlia',
  'Flamboyan',
  'Cempaka',
  'Teratai',
  'Kamboja',
  'Seroja',
  'Rajawali',
  'Cendrawasih',
  'Merpati',
  'Garuda',
  'Nuri',
  'Kutilang',
  'Bangau',
  'Tongkol',
  'Bandeng',
  'Kakap',
  'Gurami',
  'Rambutan',
  'Durian',
  'Manggis',
  'Nangka',
  'Jambu',
  'Mangga',
  'Delima',
  'Sirsak',
  'Pelabuhan',
  'Pasar Lama',
  'Masjid Raya',
  'Pramuka',
  'Karya Bakti',
  'Gotong Royong',
  'Sejahtera',
  'Swadaya',
  'Tani Makmur',
  'Nelayan',
  'Pesisir',
  'Tambak',
  'Sungai Hitam',
  'Batu Ampar',
  'Padat Karya',
] as const

/** One name that two districts share, as happens in the field: only the code tells the two apart. */
export const SHARED_NAME = 'Sumber Makmur'

export function* riverNames(random: Random): Generator<string, never> {
  for (const word of [RIVER_WORDS[0], ...random.shuffle(RIVER_WORDS.slice(1))]) yield `Sungai ${word}`
  for (let i = 1; ; i++) yield `Sungai ${random.pick(SECOND_WORDS)} ${i}`
}

/** Draws names that are unique in the whole regency; the one shared name is set afterwards. */
export function createNamer(random: Random): (setting: Setting) => string {
  const used = new Set<string>([SHARED_NAME])
  const towns = [...TOWN_NAMES]
  const draw = (setting: Setting): string => {
    if (setting === 'town' && towns.length > 0) return towns.shift()!
    const place = setting === 'town' ? 'plain' : setting
    const hopeful = place === 'plain' ? 0.6 : place === 'upland' ? 0.2 : 0.08
    if (!random.chance(hopeful)) return `${random.pick(FIRST_WORDS[place])} ${random.pick(SECOND_WORDS)}`
    const second = random.pick(HOPEFUL_SECOND)
    return `${random.pick(HOPEFUL_FIRST)} ${second}`
  }
  return (setting) => {
    for (;;) {
      const name = draw(setting)
      if (used.has(name)) continue
      used.add(name)
      return name
    }
  }
}
