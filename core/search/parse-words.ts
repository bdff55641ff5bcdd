/** One word of a search, and how it is written otherwise. */
export interface SearchWord {
  /** Lower case, letters and digits alone. */
  readonly word: string
  /** Abbreviations of it, or what it is short for. */
  readonly alike: readonly string[]
  /** Says that a street is meant, as "Jl." does: no part of a village's name. */
  readonly isStreet: boolean
}

/** Words that mean the same, as addresses, titles and people write them. */
const ALIKE: readonly (readonly string[])[] = [
  ['jalan', 'jl', 'jln'],
  ['gang', 'gg'],
  ['desa', 'ds'],
  ['kelurahan', 'kel'],
  ['kecamatan', 'kec'],
  ['kabupaten', 'kab'],
  ['dusun', 'dsn'],
  ['kampung', 'kp', 'kpg'],
  ['sungai', 'sei'],
  ['tanjung', 'tg', 'tj', 'tjg'],
  ['teluk', 'tlk'],
  ['nomor', 'no'],
  ['sd', 'sdn'],
  ['smp', 'smpn'],
  ['sma', 'sman'],
  ['smk', 'smkn'],
  ['puskesmas', 'pkm'],
  ['jembatan', 'jbt', 'jmbt'],
  ['rehabilitasi', 'rehab'],
  ['pembangunan', 'pemb'],
  ['perbaikan', 'perb'],
]
const STREET = new Set([...ALIKE[0]!, ...ALIKE[1]!])
/** What kind of area is meant, and words of no weight: left out where others are left. */
const LIGHT = new Set([
  ...ALIKE.slice(2, 6).flat(),
  ...['di', 'ke', 'dari', 'dan', 'atau', 'yang', 'untuk', 'pada', 'dengan', 'in', 'the', 'of', 'and'],
])
const alikeOf = new Map(ALIKE.flatMap((group) => group.map((word) => [word, group] as const)))

const MOST_WORDS = 10

/** The words of a text that a search has to find, in its order, each once. Empty where there is no letter or digit. */
export function parseWords(text: string): SearchWord[] {
  const all = [
    ...new Set(
      text
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter(Boolean),
    ),
  ]
  const heavy = all.filter((word) => !LIGHT.has(word))
  return (heavy.length > 0 ? heavy : all).slice(0, MOST_WORDS).map((word) => ({
    word,
    alike: (alikeOf.get(word) ?? []).filter((other) => other !== word),
    isStreet: STREET.has(word),
  }))
}
