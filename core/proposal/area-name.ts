// Titles of areas, written in front of a name or as what follows it ("Kel. Baru, Kec. Arut Selatan").
const TITLE =
  /^(?:pemerintah\s+)?(?:desa\s*\/\s*kel(?:urahan)?|kel(?:urahan)?\s*\/\s*desa|desa|ds|kelurahan|kel|lurah|kecamatan|kec|kabupaten|kab)(?:\s*[.:]\s*|\s+)(?=\S)/i
const HIGHER_AREAS = /[\s,;(/-]+(?:kecamatan|kec|kabupaten|kab|provinsi|prov)(?:\s*[.:]\s*|\s+)\S.*$/i
const CODE_BEFORE = /^\d{2}[.\d]{2,14}\s*[-–:]?\s*/

const LONGEST_NAME = 200

const ABBREVIATIONS: Record<string, string> = {
  sei: 'sungai',
  sui: 'sungai',
  sungei: 'sungai',
  tj: 'tanjung',
  tg: 'tanjung',
  tjg: 'tanjung',
  tanjong: 'tanjung',
  gn: 'gunung',
  gng: 'gunung',
  kp: 'kampung',
  kmp: 'kampung',
  sp: 'simpang',
  tlk: 'teluk',
  pkl: 'pangkalan',
  ma: 'muara',
  muaro: 'muara',
  pd: 'padang',
}

const NUMBERS: Record<string, string> = {
  i: '1',
  satu: '1',
  ii: '2',
  dua: '2',
  iii: '3',
  tiga: '3',
  iv: '4',
  empat: '4',
  v: '5',
  lima: '5',
  vi: '6',
  enam: '6',
  vii: '7',
  tujuh: '7',
  viii: '8',
  delapan: '8',
  ix: '9',
  sembilan: '9',
  x: '10',
  sepuluh: '10',
}

/** The letters and digits of a name in lower case without accents, for comparing what differs only in case and marks. */
export function plainName(name: string): string {
  return name
    .slice(0, LONGEST_NAME)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/**
 * What is left of an area's name for comparison: titles ("Desa", "Kel.", "Kec. …" after it) and codes dropped, usual
 * abbreviations spelt out, numerals as digits unless they come first, and all spaces removed ("Sei Dau" → "sungaidau").
 */
export function comparableName(name: string): string {
  let bare = name
    .slice(0, LONGEST_NAME)
    .replace(/[\u00a0\s]+/g, ' ')
    .trim()
    .replace(CODE_BEFORE, '')
    .replace(HIGHER_AREAS, '')
  for (let title = TITLE.exec(bare); title; title = TITLE.exec(bare)) bare = bare.slice(title[0].length)
  bare = bare.replace(/\s*\((?:desa|kel(?:urahan)?\.?|ds\.?)\)\s*$/i, '')
  return plainName(bare)
    .split(' ')
    .map((word, i) => ABBREVIATIONS[word] ?? (i > 0 ? (NUMBERS[word] ?? word) : word))
    .join('')
}
