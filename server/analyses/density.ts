import type { Analysis, AnalysisLineage } from './analysis.ts'
import { rupiah, value } from './fields.ts'
import { outlines } from './inputs/outlines.ts'
import { points } from './inputs/points.ts'
import { unplaced } from './inputs/unplaced.ts'
import { PROPOSALS } from './roles.ts'

const fields = [
  value('perKm2', 'number', ['Usulan per km²', 'Proposals per km²']),
  value('rupiahPerKm2', 'number', ['Rupiah per km²', 'Rupiah per km²'], rupiah),
  value('millionsPerKm2', 'number', ['Juta rupiah per km²', 'Million rupiah per km²']),
]

const lineage: AnalysisLineage = {
  steps: [{ id: 'Kepadatan kernel usulan per km².', en: 'Kernel density of proposals per km².' }],
  roles: [PROPOSALS],
  from: ['proposals'],
}

export const density: Analysis = {
  id: 'density',
  kind: 'density',
  title: { id: 'Kerapatan usulan', en: 'Density of proposals' },
  question: { id: 'Seberapa rapat usulan di tiap tempat?', en: 'How dense are proposals at each place?' },
  inputs: [outlines, points, unplaced],
  layers: [
    {
      id: 'density',
      title: { id: 'Kerapatan usulan', en: 'Density of proposals' },
      description: { id: 'Usulan per km², dihaluskan', en: 'Proposals per km², smoothed' },
      over: 'cells',
      fields,
      lineage,
    },
    {
      id: 'density-rupiah',
      title: { id: 'Kerapatan rupiah', en: 'Density of rupiah' },
      description: {
        id: 'Juta rupiah usulan per km², dihaluskan',
        en: 'Million rupiah of proposals per km², smoothed',
      },
      over: 'cells',
      rowsOf: 'density',
      fields: fields.filter(({ name }) => name !== 'perKm2'),
      lineage,
    },
  ],
  roles: [PROPOSALS],
}
