import { number } from './format-value.ts'
import { currentLanguage } from './translate.ts'

const SIZES: Readonly<Record<string, number>> = {
  ribu: 1e3,
  rb: 1e3,
  juta: 1e6,
  jt: 1e6,
  million: 1e6,
  miliar: 1e9,
  milyar: 1e9,
  m: 1e9,
  billion: 1e9,
  triliun: 1e12,
  t: 1e12,
  trillion: 1e12,
}
const MOST = 1e15

/**
 * Rupiah from what a person types: "60.000.000.000", "Rp 60,5 miliar", "750 juta", "60M" (M is *miliar*, 10⁹). In
 * Indonesian points part thousands and a comma the decimals. null when it is no amount of 0 or more.
 */
export function parseRupiah(text: string): number | null {
  const [, digits = '', word = ''] =
    /^\s*(?:rp\.?)?\s*(\d[\d.,\s]*?)\s*([a-z]*)\s*$/i.exec(text.replaceAll('\u00a0', ' ')) ?? []
  const size = word === '' ? 1 : SIZES[word.toLowerCase()]
  const plain = currentLanguage() === 'id' ? indonesian(digits) : digits.replaceAll(/[,\s]/g, '')
  if (size === undefined || !/^\d+(\.\d+)?$/.test(plain)) return null
  const rupiah = Math.round(Number(plain) * size)
  return rupiah <= MOST ? rupiah : null
}

/** "60.5" is sixty and a half: a point that does not part three digits is meant as a decimal sign. */
function indonesian(digits: string): string {
  const close = digits.replaceAll(/\s/g, '')
  if (/^\d+\.\d{1,2}$/.test(close)) return close
  return close.replaceAll('.', '').replace(',', '.')
}

/** "60.000.000.000" as it stands in a field. */
export function rupiahDigits(rupiah: number): string {
  return number(rupiah)
}

const WORDS = [
  { size: 1e12, id: 'triliun', en: 'trillion' },
  { size: 1e9, id: 'miliar', en: 'billion' },
  { size: 1e6, id: 'juta', en: 'million' },
] as const

/** "Rp 60,0 miliar": said aloud in a forum, so the unit is a word. */
export function rupiahWords(rupiah: number): string {
  const unit = WORDS.find(({ size }) => Math.round((rupiah / size) * 10) / 10 >= 1)
  if (!unit) return `Rp ${number(rupiah)}`
  const amount = new Intl.NumberFormat(currentLanguage() === 'id' ? 'id-ID' : 'en-GB', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 2,
  }).format(rupiah / unit.size)
  return `Rp ${amount} ${unit[currentLanguage()]}`
}

/** "Rp 59,97 miliar": close enough to tell what is spent from what there was. */
export function rupiahClose(rupiah: number): string {
  const unit = WORDS.find(({ size }) => rupiah >= size)
  if (!unit) return `Rp ${number(rupiah)}`
  return `Rp ${number(rupiah / unit.size, 2)} ${unit[currentLanguage()]}`
}
