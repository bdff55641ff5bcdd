import type { SkippedRow } from '../../core/api/desk.ts'
import type { ProblemDetail } from '../../core/problem.ts'
import { speak } from '../i18n/speak.ts'

const words = speak({
  changed: { id: 'Berubah sejak pratinjau', en: 'Changed since the preview' },
  missing: { id: 'Tidak ditemukan', en: 'Not found' },
  beyond: { id: 'Di luar wewenang akun ini', en: 'Beyond what this account may' },
  impossible: {
    id: 'Tidak dapat dari status atau tahapnya sekarang',
    en: 'Not possible from where it stands',
  },
  announced: { id: 'Sudah diumumkan', en: 'Announced already' },
  closed: { id: 'Tahapnya tidak sedang buka di wilayah itu', en: 'Its stage is not open there' },
  checklist: {
    id: 'Daftar periksa belum lengkap atau bukan milik tahapnya',
    en: 'Not everything that is demanded was checked',
  },
  reason: { id: 'Alasan belum ditulis', en: 'No reason was written' },
  other: { id: 'Ditolak server', en: 'Refused' },
})

const BY_STATUS = new Map<number, 'changed' | 'missing' | 'beyond' | 'impossible'>([
  [412, 'changed'],
  [404, 'missing'],
  [403, 'beyond'],
  [409, 'impossible'],
])

function whyOf({ status, title, parameter }: ProblemDetail): string {
  if (title === 'Announced') return words('announced')
  if (title === 'Stage not open') return words('closed')
  if (parameter === 'reason') return words('reason')
  if (parameter === 'checklist') return words('checklist')
  return words(BY_STATUS.get(status) ?? 'other')
}

/** Rows that were left out, by why; the most frequent reason first. */
export function describeSkipped(skipped: readonly SkippedRow[]): { why: string; codes: string[] }[] {
  const byWhy = new Map<string, string[]>()
  for (const { code, problem } of skipped) {
    const why = whyOf(problem)
    const codes = byWhy.get(why) ?? []
    codes.push(code)
    byWhy.set(why, codes)
  }
  return [...byWhy]
    .map(([why, codes]) => ({ why, codes }))
    .sort((one, other) => other.codes.length - one.codes.length)
}
