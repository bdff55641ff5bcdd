import type { Subject } from '../../core/access/grant.ts'
import type { BoundedAsking } from './route-samples.ts'
import { box } from './zone-client.ts'

/** Two districts of the fixture, and what lies across both. */
export const [HERE, THERE, BOTH] = ['62.99.01', '62.99.02', '62.99'] as const
/** A zone in each. */
export const AREAS = {
  [HERE]: box(111.21, -2.19, 111.29, -2.11),
  [THERE]: box(111.01, -2.09, 111.09, -2.01),
  [BOTH]: box(111.12, -2.15, 111.18, -2.05),
}
export const areas = [HERE, THERE, BOTH] as const

/** What filters leave: each with what it is about. */
export const FILTERS: readonly (readonly [filter: object, about: readonly Subject[]])[] = [
  [{ area: HERE, year: 2025 }, [{ area: HERE, year: 2025 }]],
  [
    { area: '62.99.01.2001', year: '2025', stage: 'agency' },
    [{ area: '62.99.01.2001', year: 2025, stage: 'agency' }],
  ],
  [
    { area: HERE, year: [2025, 2026] },
    [
      { area: HERE, year: 2025 },
      { area: HERE, year: 2026 },
    ],
  ],
  [{ area: THERE, year: 2025 }, [{ area: THERE, year: 2025 }]],
  [{ area: BOTH, year: 'all' }, [{ area: BOTH }]],
  [{ area: BOTH, status: 'all' }, [{ area: BOTH }]],
  [{ year: 2025 }, [{ year: 2025 }]],
]

/** A route whose body has a filter. */
export function ofFilters(path: string, bodyOf: (filter: object) => object): BoundedAsking[] {
  return FILTERS.map(([filter, about]) => ({ path, body: bodyOf(filter), about }))
}

/** A route for each of these ids. */
export function ofIds(
  ids: readonly { readonly id: string; readonly about: readonly Subject[] }[],
  path: (id: string) => string,
): BoundedAsking[] {
  return ids.map(({ id, about }) => ({ path: path(id), about }))
}
