import type { FlagReason, RankingFlag } from '../../core/api/ranking.ts'
import type { Bilingual } from '../../core/criteria/criterion.ts'
import type { AlternativeSet } from './alternative-store.ts'

/**
 * Caveats about the weighted criteria and about the ranking as a whole. `excluded`: number of proposals that a missing value
 * excludes.
 */
export function rankingFlags(
  { alternatives, criteria }: AlternativeSet,
  weights: readonly number[],
  excluded: number,
): RankingFlag[] {
  const { count, figures } = alternatives
  if (count === 0) return [whole('empty', 0, texts.empty)]
  const flags = criteria.flatMap(({ key, definition: { title } }, c) => {
    const { missing, outOfRange, least, greatest } = figures[c]!
    if (weights[c] === 0) return []
    const flag = (reason: FlagReason, number: number, text: (named: Named) => Bilingual): RankingFlag => ({
      key,
      reason,
      count: number,
      text: text({ title, number, count }),
    })
    if (missing + outOfRange === count) return [flag('all-missing', count, texts.allMissing)]
    return [
      ...(least === greatest ? [flag('no-variance', count, texts.noVariance)] : []),
      ...(missing > 0 ? [flag('missing', missing, texts.missing)] : []),
      ...(outOfRange > 0 ? [flag('out-of-range', outOfRange, texts.outOfRange)] : []),
    ]
  })
  return excluded > 0 ? [...flags, whole('excluded', excluded, texts.excluded(excluded))] : flags
}

function whole(reason: FlagReason, count: number, text: Bilingual): RankingFlag {
  return { key: null, reason, count, text }
}

interface Named {
  title: Bilingual
  number: number
  count: number
}

const texts = {
  empty: {
    id: 'Tidak ada usulan yang cocok dengan saringan ini.',
    en: 'No proposal matches this filter.',
  },
  excluded: (number: number): Bilingual => ({
    id: `${number} usulan tidak ikut diurutkan karena ada nilai yang belum diisi.`,
    en: `${number} proposals are not ranked, because a value that is required is missing.`,
  }),
  allMissing: ({ title }: Named): Bilingual => ({
    id: `${title.id}: tidak ada satu pun usulan yang nilainya diketahui, jadi tidak membedakan apa pun.`,
    en: `${title.en}: not one proposal has a known value, so it tells nothing apart.`,
  }),
  noVariance: ({ title }: Named): Bilingual => ({
    id: `${title.id}: nilainya sama untuk semua usulan, jadi tidak mengubah urutan.`,
    en: `${title.en}: the value is the same for all proposals, so it does not change the order.`,
  }),
  missing: ({ title, number, count }: Named): Bilingual => ({
    id: `${title.id}: ${number} dari ${count} usulan belum ada nilainya dan dihitung menurut aturan kriterianya.`,
    en: `${title.en}: ${number} of ${count} proposals have no value and count by the rule of the criterion.`,
  }),
  outOfRange: ({ title, number, count }: Named): Bilingual => ({
    id: `${title.id}: ${number} dari ${count} nilai di luar batas wajar dan dianggap belum diisi.`,
    en: `${title.en}: ${number} of ${count} values are outside the valid range and count as missing.`,
  }),
}
