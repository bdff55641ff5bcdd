import { FILTERS, ofFilters, ofIds } from '../bounded-filters.ts'
import type { RouteSamples } from '../route-samples.ts'

const sets = ['a', 'b'].map((name) => ({ name, weights: { cost: 50 } }))
const study = (filter: object) => ({ filter, weights: { cost: 50 }, samples: 20, line: { top: 2 } })

export const samples: RouteSamples = {
  async bounded(make) {
    const studies = await Promise.all(
      FILTERS.map(async ([filter, about]) => ({
        about,
        id: await make('/api/rankings/robustness', study(filter)),
      })),
    )
    // The order that a study of elsewhere gives tells something of elsewhere.
    const [narrow, aboutNarrow] = FILTERS[0]!
    const ofStudies = (path: string, bodyOf: (id: string) => object) =>
      studies.map(({ id, about }) => ({
        ...{ path, body: { filter: narrow, ...bodyOf(id) } },
        about: [...aboutNarrow, ...about],
      }))
    return {
      'POST /api/rankings': [
        ...ofFilters('/api/rankings', (filter) => ({ filter })),
        ...ofStudies('/api/rankings', (study) => ({
          study,
          sort: { column: 'interval', direction: 'ascending' },
        })),
      ],
      'POST /api/rankings/spread': [
        ...ofFilters('/api/rankings/spread', (filter) => ({ filter, column: 'cost' })),
        ...ofStudies('/api/rankings/spread', (study) => ({ study, column: 'standing' })),
      ],
      'POST /api/rankings/weights': [
        ...ofFilters('/api/rankings/weights', (filter) => ({ entropy: { filter } })),
        ...ofFilters('/api/rankings/weights', (filter) => ({ critic: { filter, scale: 'raw' } })),
        { path: '/api/rankings/weights', body: { ahp: { keys: ['cost'], matrix: [[1]] } }, about: [] },
      ],
      'POST /api/rankings/agreement': ofFilters('/api/rankings/agreement', (filter) => ({
        ...{ filter, sets, top: 2 },
      })),
      'POST /api/rankings/decision': ofFilters('/api/rankings/decision', (filter) => ({ filter })),
      'POST /api/rankings/robustness': ofFilters('/api/rankings/robustness', study),
      'GET /api/rankings/robustness/{id}': ofIds(studies, (id) => `/api/rankings/robustness/${id}`),
      'DELETE /api/rankings/robustness/{id}': ofIds(studies, (id) => `/api/rankings/robustness/${id}`),
    }
  },
}
