/** Amounts of rupiah that analyses tell apart: layers of those after the first end in its key. */
export const amounts = [
  { key: 'asked', ending: '', id: 'diusulkan', en: 'asked' },
  { key: 'accepted', ending: '-accepted', id: 'diterima', en: 'accepted' },
  { key: 'realised', ending: '-realised', id: 'terealisasi', en: 'realised' },
] as const

/** Whether a field is of an amount, and of an index where one is named; fields that name no amount belong to all. */
export function isOf(field: string, key: (typeof amounts)[number]['key'], index?: string): boolean {
  const [, amount, what = ''] = /^(asked|accepted|realised)(.*)$/.exec(field) ?? []
  if (amount === undefined) return true
  if (amount !== key) return false
  return index === undefined || what === index || what === 'PerPerson'
}
