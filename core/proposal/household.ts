const HOUSEHOLD = /rumah (warga|keluarga|tidak layak|tak layak)|\b(rtlh|rumah layak huni|bedah rumah)\b/i

/**
 * Whether a proposal concerns single households (repairing a poor family's house): its exact place would point
 * at a family, so that public routes show it only at the village.
 */
export function isHousehold(title: string): boolean {
  return HOUSEHOLD.test(title)
}
