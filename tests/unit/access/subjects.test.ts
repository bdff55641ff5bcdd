import { expect, it } from 'vitest'
import { commonArea, subjectsOfFilter } from '../../../core/access/subjects.ts'

it.each<[filter: Record<string, unknown>, subjects: object[]]>([
  [{}, [{}]],
  [{ q: 'jalan', status: 'accepted' }, [{}]],
  [{ area: '' }, [{}]],
  [{ area: 62 }, [{}]],
  [{ area: '62.01.02' }, [{ area: '62.01.02' }]],
  [
    { area: '62.01', year: '2024, 2025' },
    [
      { area: '62.01', year: 2024 },
      { area: '62.01', year: 2025 },
    ],
  ],
  [{ year: [2025], stage: 'village' }, [{ year: 2025, stage: 'village' }]],
  [{ year: ',', stage: ['village', 'district'] }, [{ stage: 'village' }, { stage: 'district' }]],
])('%j leaves %j', (filter, subjects) => {
  expect(subjectsOfFilter(filter)).toEqual(subjects)
})

it.each([
  [[], null],
  [['62.01.02.2003'], '62.01.02.2003'],
  [['62.01.02.2003', '62.01.02.2004'], '62.01.02'],
  [['62.01.02.2003', '62.01.021.2003'], '62.01'],
  [['62.01.02', '62.01.02.2003'], '62.01.02'],
  [['62.01.02.2003', '35.01.02.2003'], null],
])('%j lie in %j', (codes, area) => {
  expect(commonArea(codes)).toBe(area)
})
