import type { LayerField } from '../layers/layer.ts'
import type { Analysis, AnalysisLineage } from './analysis.ts'
import { rupiah, value } from './fields.ts'
import { outlines } from './inputs/outlines.ts'
import { points } from './inputs/points.ts'
import { spending } from './inputs/spending.ts'
import { unplaced } from './inputs/unplaced.ts'
import { villages } from './inputs/villages.ts'
import { PROPOSALS, proposalsOfVillages } from './roles.ts'

const zOf = (name: string, of: [string, string]): LayerField[] => [
  value(name, 'number', [`Gi* (z) ${of[0]}`, `Gi* (z) of ${of[1]}`]),
  value(
    name.replace(/z$/i, (z) => (z === 'z' ? 'p' : 'P')),
    'number',
    [`p ${of[0]}`, `p of ${of[1]}`],
  ),
  value(
    name.replace(/z$/i, (z) => (z === 'z' ? 'pAdjusted' : 'PAdjusted')),
    'number',
    [`p setelah FDR ${of[0]}`, `p after FDR of ${of[1]}`],
  ),
]

const ofCells = [
  value('proposals', 'integer', ['Usulan', 'Proposals']),
  ...zOf('z', ['jumlah usulan', 'the count']),
  value('hotIn', 'integer', ['Titik panas di berapa kisi', 'Hot in how many grids']),
  value('coldIn', 'integer', ['Titik dingin di berapa kisi', 'Cold in how many grids']),
  value('grids', 'integer', ['Jumlah kisi', 'Grids']),
  value('pattern', 'string', ['Pola jumlah usulan', 'Pattern of the count']),
  value('rupiah', 'number', ['Biaya usulan', 'Cost of proposals'], rupiah),
  ...zOf('rupiahZ', ['rupiah', 'rupiah']),
  value('rupiahHotIn', 'integer', ['Titik panas rupiah di berapa kisi', 'Rupiah hot in how many grids']),
  value('rupiahColdIn', 'integer', ['Titik dingin rupiah di berapa kisi', 'Rupiah cold in how many grids']),
  value('rupiahPattern', 'string', ['Pola rupiah', 'Pattern of rupiah']),
]

const ofVillages = [
  value('proposals', 'integer', ['Usulan', 'Proposals']),
  ...zOf('z', ['jumlah usulan', 'the count']),
  value('pattern', 'string', ['Pola jumlah usulan', 'Pattern of the count']),
  value('perThousand', 'number', ['Usulan per 1.000 penduduk', 'Proposals per 1,000 people']),
  ...zOf('rateZ', ['usulan per penduduk', 'proposals per head']),
  value('ratePattern', 'string', ['Pola usulan per penduduk', 'Pattern of proposals per head']),
  value('rupiah', 'number', ['Biaya usulan', 'Cost of proposals'], rupiah),
  ...zOf('rupiahZ', ['rupiah', 'rupiah']),
  value('rupiahPattern', 'string', ['Pola rupiah', 'Pattern of rupiah']),
]

const steps: AnalysisLineage['steps'] = [
  {
    id: 'Gi* Getis-Ord per kisi dengan koreksi penemuan palsu (FDR), rupiah dengan permutasi bersyarat; hasil dibandingkan antarukuran dan pergeseran kisi.',
    en: 'Getis-Ord Gi* by grid with control of false discoveries (FDR), of rupiah by conditional permutations, compared over sizes and shifts of the grid.',
  },
]
const lineageOfCells = { steps, roles: [PROPOSALS], from: ['proposals'] }
const lineageOfVillages = { steps, roles: proposalsOfVillages, from: ['proposals', 'areas-village'] }

export const hotspots: Analysis = {
  id: 'hotspots',
  kind: 'hotspots',
  title: { id: 'Titik panas usulan', en: 'Hot spots of proposals' },
  question: {
    id: 'Di mana usulan berkumpul lebih dari kebetulan?',
    en: 'Where do proposals gather beyond chance?',
  },
  inputs: [villages, outlines, points, unplaced, spending],
  layers: [
    {
      id: 'hotspots',
      title: { id: 'Titik panas usulan', en: 'Hot spots of proposals' },
      description: {
        id: 'Tempat usulan berkumpul lebih dari kebetulan (Gi*), di berapa kisi',
        en: 'Where proposals gather beyond chance (Gi*), and in how many grids',
      },
      over: 'cells',
      fields: ofCells,
      lineage: lineageOfCells,
    },
    {
      id: 'hotspots-rupiah',
      title: { id: 'Titik panas rupiah', en: 'Hot spots of rupiah' },
      description: {
        id: 'Tempat rupiah usulan berkumpul lebih dari kebetulan (Gi*), di berapa kisi',
        en: 'Where the rupiah of proposals gather beyond chance (Gi*), and in how many grids',
      },
      over: 'cells',
      rowsOf: 'hotspots',
      fields: ofCells.filter(({ name }) => name === 'grids' || name.startsWith('rupiah')),
      lineage: lineageOfCells,
    },
    {
      id: 'hotspots-village',
      title: { id: 'Titik panas per desa', en: 'Hot spots by village' },
      description: {
        id: 'Desa yang bersama tetangganya mengusulkan lebih dari kebetulan (Gi*)',
        en: 'Villages that, with their neighbours, propose beyond chance (Gi*)',
      },
      over: 'village',
      fields: ofVillages,
      lineage: lineageOfVillages,
    },
    {
      id: 'hotspots-village-rupiah',
      title: { id: 'Titik panas rupiah per desa', en: 'Hot spots of rupiah by village' },
      description: {
        id: 'Desa yang bersama tetangganya mengusulkan rupiah lebih dari kebetulan (Gi*)',
        en: 'Villages that, with their neighbours, ask for rupiah beyond chance (Gi*)',
      },
      over: 'village',
      rowsOf: 'hotspots-village',
      fields: ofVillages.filter(({ name }) => name.startsWith('rupiah')),
      lineage: lineageOfVillages,
    },
  ],
  roles: [PROPOSALS],
}
