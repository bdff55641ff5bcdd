import { formatNumber } from '../../../core/proposal/format.ts'
import type { Label, Language } from '../../../core/proposal/label.ts'
import type { ImportCounts } from './metadata/layer-record.ts'

interface LayerCounts {
  features: number
  withoutLocation: number
  /** Files that the layer was made from. */
  files: number
}

const WORDS = {
  features: { id: '{n} unsur', en: '{n} features' },
  placed: { id: 'semuanya berlokasi', en: 'all have a location' },
  withoutPlace: { id: '{n} tanpa lokasi', en: '{n} without location' },
  files: { id: 'Berkas asalnya ({files}) memuat {n} baris', en: 'Its source files ({files}) hold {n} rows' },
  all: { id: 'semuanya dimuat', en: 'all of them loaded' },
  loaded: { id: '{n} dimuat', en: '{n} loaded' },
  repaired: { id: '{n} di antaranya setelah diperbaiki', en: '{n} of them after repair' },
  rejected: { id: '{n} ditolak', en: '{n} refused' },
  unused: { id: '{n} tidak dipakai (kosong atau berulang)', en: '{n} not used (blank or repeated)' },
} as const satisfies Record<string, Label>

/**
 * How many rows of a layer's files were kept, repaired and refused, in a sentence whose numbers add up, and how many features
 * have a place.
 */
export function completenessOf(layer: LayerCounts, counts: ImportCounts): Label {
  return { id: sentence(layer, counts, 'id'), en: sentence(layer, counts, 'en') }
}

function sentence(
  { features, withoutLocation, files }: LayerCounts,
  { rows, loaded, repaired, rejected }: ImportCounts,
  language: Language,
): string {
  const say = (word: keyof typeof WORDS, n: number) =>
    WORDS[word][language].replace('{n}', formatNumber(n, language)).replace('{files}', String(files))
  const placed = withoutLocation === 0 ? 'placed' : 'withoutPlace'
  const first =
    features === 0 ? say('features', 0) : `${say('features', features)}; ${say(placed, withoutLocation)}`
  if (rows === 0) return `${first}.`
  const unused = rows - loaded - rejected
  const fates = [
    say(loaded === rows ? 'all' : 'loaded', loaded),
    ...(repaired > 0 ? [say('repaired', repaired)] : []),
    ...(rejected > 0 ? [say('rejected', rejected)] : []),
    ...(unused > 0 ? [say('unused', unused)] : []),
  ]
  return `${first}. ${say('files', rows)}: ${fates.join(', ')}.`
}
