import { serviceRoles } from '../layers/lineage.ts'
import type { Analysis } from './analysis.ts'
import { percent, value } from './fields.ts'
import { beyond } from './inputs/beyond.ts'
import { spending } from './inputs/spending.ts'
import { villages } from './inputs/villages.ts'
import { PROPOSALS, poverty, proposalsOfVillages } from './roles.ts'

export const silentDeserts: Analysis = {
  id: 'silent-deserts',
  kind: 'silent-deserts',
  title: { id: 'Desa butuh yang diam', en: 'Silent deserts' },
  question: {
    id: 'Desa mana berkebutuhan tinggi tetapi tidak mengusulkan apa pun?',
    en: 'Which villages have high need but propose nothing?',
  },
  inputs: [villages, spending, beyond],
  layers: [
    {
      id: 'silent-deserts',
      title: { id: 'Desa butuh yang diam', en: 'Silent deserts' },
      description: { id: 'Kebutuhan tinggi, tetapi tidak ada usulan', en: 'High need, but no proposal' },
      over: 'village',
      fields: [
        value('povertyRate', 'number', ['Penduduk miskin (%)', 'Poor people (%)'], percent),
        value(
          'beyondShare',
          'number',
          ['Penduduk di luar standar (%)', 'People beyond standards (%)'],
          percent,
        ),
        value('needy', 'boolean', ['Kebutuhan tinggi', 'High need']),
        value('proposals', 'integer', [
          'Usulan dalam tahun yang dilihat',
          'Proposals in the years looked at',
        ]),
        value('silentYears', 'integer', ['Tahun tanpa usulan', 'Years without a proposal']),
        value('silence', 'string', ['Kesunyian', 'Silence']),
      ],
      lineage: {
        steps: [
          {
            id: 'Desa yang miskin dan jauh dari layanan tetapi tanpa usulan dalam tahun yang dilihat.',
            en: 'Villages that are poor and far from services but proposed nothing in the years looked at.',
          },
        ],
        roles: [...proposalsOfVillages, ...serviceRoles],
        from: ['proposals', 'poverty'],
      },
    },
  ],
  roles: [PROPOSALS, ...poverty, 'facilities%'],
}
