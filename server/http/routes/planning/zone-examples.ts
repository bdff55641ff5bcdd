const people = { value: 1234, low: 900, high: 2100, coveragePercent: 100, missingVillages: 0 }
const rate = { percent: 12.34, low: 8.1, high: 20.5, coveragePercent: 100 }
const share = { count: 3, costRupiah: 450_000_000 }

/** What POST /api/zones/statistics answers, and what a saved zone keeps as `statistics`. */
export const statisticsExample = {
  areaKm2: 12.3456,
  population: people,
  poorPopulation: { ...people, value: null, low: null, high: null, below: 5 },
  poverty: rate,
  services: [
    { service: 'SD', standardMetres: 3000, beyond: people, beyondRate: rate, newlyServed: 100, after: 1134 },
  ],
  villages: {
    touched: 2,
    whole: 1,
    items: [{ code: '62.01.02.2001', name: 'Kota Lama', sharePercent: 100 }],
    truncated: false,
  },
  proposals: {
    ...share,
    withoutCost: 0,
    atVillagePoint: 1,
    byStatusGroup: [{ group: 'process', ...share }],
    bySector: [{ sector: 'education', ...share }],
  },
  portfolio: { id: 'b1d0…', title: 'Forum PD 2026', proposals: 2, costRupiah: 300_000_000, newlyServed: 100 },
}

export const zoneExample = {
  id: 'pesisir-selatan-k3f9',
  name: 'Pesisir selatan',
  note: '',
  version: 1,
  geometry: { type: 'MultiPolygon', coordinates: [] },
  statistics: statisticsExample,
  portfolioId: null,
  published: false,
  createdAt: '2026-01-31T03:00:00.000Z',
  updatedAt: '2026-01-31T03:00:00.000Z',
  by: 'Administrator',
}
