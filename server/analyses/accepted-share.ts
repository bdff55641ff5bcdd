import { amounts } from './amounts.ts'
import type { Analysis, AnalysisLayer } from './analysis.ts'
import { percent, rupiah, value } from './fields.ts'
import { spending } from './inputs/spending.ts'
import { villages } from './inputs/villages.ts'
import { PROPOSALS, poverty, proposalsOfVillages } from './roles.ts'

const asked = value('askedRupiah', 'number', ['Rupiah diusulkan', 'Rupiah asked'], rupiah)

export const acceptedShare: Analysis = {
  id: 'accepted-share',
  kind: 'accepted-share',
  title: { id: 'Bagian yang diterima', en: 'Share accepted' },
  question: {
    id: 'Berapa bagian dari rupiah yang diusulkan tiap desa diterima dan terealisasi?',
    en: 'What share of the rupiah that each village asked for is accepted and realised?',
  },
  inputs: [villages, spending],
  layers: amounts.slice(1).map(
    ({ key, id, en }): AnalysisLayer => ({
      id: `${key}-share`,
      title: { id: `Bagian rupiah yang ${id}`, en: `Share of rupiah ${en}` },
      description: {
        id: `Rupiah usulan yang ${id} dari yang diusulkan desa`,
        en: `Rupiah ${en} of those that the village asked for`,
      },
      over: 'village',
      rowsOf: 'accepted-share',
      fields: [asked, value(`${key}Share`, 'number', [`Bagian yang ${id}`, `Share ${en}`], percent)],
      lineage: {
        steps: [
          {
            id: `Rupiah usulan yang ${id} dibagi rupiah yang diusulkan desa, semua tahun bersama; desa tanpa rupiah usulan tidak dihitung.`,
            en: `Rupiah ${en} over the rupiah that the village asked for, all years together; villages that asked for none are left out.`,
          },
        ],
        roles: proposalsOfVillages,
        from: ['proposals', 'areas-village'],
      },
    }),
  ),
  roles: [PROPOSALS, ...poverty],
}
