/** What letters or labels beside a number say: its axis, and with a hemisphere's letter its sign too. */
export interface AngleHint {
  axis: 'lon' | 'lat'
  sign: 1 | -1 | null
}

export interface HintsBefore {
  /** Offset in the given text where the first letter of the hints stands; its length when there are none. */
  start: number
  own: AngleHint | null
  /** True for a single letter, which may also end a place's name ("Blok T"): it needs the other number's hint beside it. */
  weak: boolean
  /** Both numbers' hints, when one label names the pair ("Lat, Long: …", "LS/BT: …"). */
  pair: [AngleHint, AngleHint] | null
}

const SOUTH = { axis: 'lat', sign: -1 } as const
const NORTH = { axis: 'lat', sign: 1 } as const
const EAST = { axis: 'lon', sign: 1 } as const
const WEST = { axis: 'lon', sign: -1 } as const
const LATITUDE = { axis: 'lat', sign: null } as const
const LONGITUDE = { axis: 'lon', sign: null } as const

const WORDS: readonly [RegExp, AngleHint][] = [
  [/^(ls|s|south|selatan|lintang\s*selatan)$/i, SOUTH],
  [/^(lu|n|u|north|utara|lintang\s*utara)$/i, NORTH],
  [/^(bt|e|t|east|timur|bujur\s*timur)$/i, EAST],
  [/^(bb|w|b|west|barat|bujur\s*barat)$/i, WEST],
  [/^(y|(garis\s+)?(lat|latitude|latitud|lintang))$/i, LATITUDE],
  [/^(x|(garis\s+)?(lon|lng|long|longitude|longitud|bujur))$/i, LONGITUDE],
]

const HEMISPHERE = 'lintang\\s*selatan|lintang\\s*utara|bujur\\s*timur|bujur\\s*barat|ls|lu|bt|bb'
// Not before a number, where they belong to a place's name ("Sabuai Timur -2,67; 111,63").
const COMPASS = 'selatan|utara|timur|barat|south|north|east|west'
const LABEL =
  '(?:garis\\s+)?(?:latitude|latitud|lintang|lat|longitude|longitud|bujur|long|lng|lon)|[xy](?=\\s*[:=]|\\s+-?\\d|\\s*$)'
const PAIRED = `(?:garis\\s+)?(?:latitude|latitud|lintang|lat|longitude|longitud|bujur|long|lng|lon|[xy]|ls|lu|bt|bb|[snetu])`

const PAIR_BEFORE = new RegExp(
  `(?<![\\p{L}\\d])(${PAIRED})(?:\\s*(?:[,/&;|+-]|dan(?=\\s))\\s*|\\s+)(${PAIRED})(?![\\p{L}])[^\\p{L}\\d]{0,8}$`,
  'iu',
)
const LABEL_BEFORE = new RegExp(`(?<![\\p{L}\\d])(${LABEL})(?![\\p{L}])[^\\p{L}\\d]{0,6}$`, 'iu')
const NAME_BEFORE = new RegExp(`(?<![\\p{L}\\d])(${HEMISPHERE})[\\s.:=,]*$`, 'iu')
const LETTER_BEFORE = /(?<![\p{L}\d])([SNUETWB])[\s.:=]*$/iu
const NAME_AFTER = new RegExp(`^\\s{0,2}\\(?(${HEMISPHERE}|${COMPASS})\\b\\)?`, 'iu')
const LETTER_AFTER = /^\s{0,2}\(?([SNUETWB])(?!\p{L})\)?/u
const SMALL_LETTER_AFTER = /^\s?([snuetwb])(?!\p{L})/u

function hintOf(word: string): AngleHint | null {
  return WORDS.find(([pattern]) => pattern.test(word.trim()))?.[1] ?? null
}

/** The hints at the very end of `text`, which is what stands before a number (and its sign). */
export function hintsBefore(text: string): HintsBefore {
  const pair = PAIR_BEFORE.exec(text)
  const first = pair?.[1] ? hintOf(pair[1]) : null
  const second = pair?.[2] ? hintOf(pair[2]) : null
  if (pair && first && second && first.axis !== second.axis) {
    return { start: pair.index, own: null, weak: false, pair: [first, second] }
  }
  const hemisphere = NAME_BEFORE.exec(text) ?? LETTER_BEFORE.exec(text)
  const label = LABEL_BEFORE.exec(hemisphere ? text.slice(0, hemisphere.index) : text)
  const nearest = hemisphere ?? label
  if (!nearest?.[1]) return { start: text.length, own: null, weak: false, pair: null }
  return {
    start: Math.min(nearest.index, label?.index ?? nearest.index),
    own: hintOf(nearest[1]),
    weak: nearest[1].length === 1 && !/[:=]/.test(nearest[0]) && (hemisphere === null || label === null),
    pair: null,
  }
}

/** A hemisphere's letter or name at the very start of `text`, which is what stands after a number, and its length. */
export function hintAfter(text: string, smallLetters: boolean): { hint: AngleHint; length: number } | null {
  const match =
    NAME_AFTER.exec(text) ?? LETTER_AFTER.exec(text) ?? (smallLetters ? SMALL_LETTER_AFTER.exec(text) : null)
  const hint = match?.[1] ? hintOf(match[1]) : null
  return match && hint ? { hint, length: match[0].length } : null
}
