import { expect, test } from 'vitest'
import {
  readMonths,
  readPlanMatch,
  readReadiness,
  readUrgency,
} from '../../../core/proposal/priority-words.ts'

test.for([
  ['5', 5],
  [3, 3],
  ['4 (mendesak)', 4],
  ['Sangat Mendesak', 5],
  ['mendesak', 4],
  ['Cukup mendesak', 3],
  ['kurang mendesak', 2],
  ['Tidak mendesak', 1],
  ['9', null],
  ['45', null],
  ['3,5', null],
  ['entah', null],
] as const)('urgency %s is %s', ([cell, expected]) => expect(readUrgency(cell)).toBe(expected))

test.for([
  ['0', 0],
  ['Siap', 3],
  ['Lahan dan dokumen siap', 3],
  ['Lahan siap', 2],
  ['DED ada', 2],
  ['Dalam proses', 1],
  ['Belum siap', 0],
  ['7', null],
] as const)('readiness %s is %s', ([cell, expected]) => expect(readReadiness(cell)).toBe(expected))

test.for([
  ['RPJMD', 1],
  ['RKPD 2026', 2],
  ['RPJMD dan RKPD', 2],
  ['Tidak', 0],
  ['Sesuai', 2],
  [true, 2],
  ['mungkin', null],
] as const)('match with plans %s is %s', ([cell, expected]) => expect(readPlanMatch(cell)).toBe(expected))

test.for([
  ['6', '', 6],
  [4.5, '', 4.5],
  ['6 bulan', '', 6],
  ['90 hari', '', 3],
  ['90 (sembilan puluh) hari', '', 3],
  ['1,5 tahun', '', 18],
  ['3-4 bulan', '', 4],
  [120, 'Jangka Waktu (hari)', 4],
  ['2 bulan', 'Jangka Waktu (hari)', 2],
  ['-3', '', null],
  ['9999', '', null],
  ['segera', '', null],
  ['', '', null],
] as const)('%s under "%s" is %s months', ([cell, heading, expected]) =>
  expect(readMonths(cell, heading)).toBe(expected),
)

test('long cells take no longer than short ones', () => {
  const long = '9'.repeat(1_000_000)
  expect([readMonths(long), readUrgency(long), readReadiness(long), readPlanMatch(long)]).toEqual([
    null,
    null,
    null,
    null,
  ])
})
