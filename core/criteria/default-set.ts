import type { Criterion, CriterionSet } from './criterion.ts'

const points = { id: 'poin', en: 'points' }

const ofTheProposal: Criterion[] = [
  {
    key: 'urgency',
    title: { id: 'Kemendesakan', en: 'Urgency' },
    direction: 'maximise',
    unit: points,
    source: 'proposals.urgency',
    normalisation: { kind: 'curve', points: ends(1, 5) },
    missing: 'median',
    validRange: [1, 5],
  },
  {
    key: 'impact',
    title: { id: 'Dampak: warga miskin terjangkau', en: 'Impact: poor people reached' },
    direction: 'maximise',
    unit: { id: 'orang', en: 'people' },
    source: 'proposals.beneficiaries × areas-village.povertyRate',
    normalisation: { kind: 'rank' },
    missing: 'zero',
    validRange: [0, Number.MAX_SAFE_INTEGER],
  },
  {
    key: 'costEfficiency',
    title: { id: 'Biaya per penerima manfaat', en: 'Cost per beneficiary' },
    direction: 'minimise',
    unit: { id: 'rupiah per orang', en: 'rupiah per person' },
    source: 'proposals.costRupiah ÷ proposals.beneficiaries',
    normalisation: { kind: 'rank' },
    missing: 'zero',
    validRange: [0, Number.MAX_SAFE_INTEGER],
  },
  {
    key: 'timeToCarryOut',
    title: { id: 'Lama pelaksanaan', en: 'Time to carry out' },
    direction: 'minimise',
    unit: { id: 'bulan', en: 'months' },
    source: 'proposals.months',
    normalisation: {
      kind: 'curve',
      points: [
        { value: 3, perMille: 1000 },
        { value: 12, perMille: 500 },
        { value: 36, perMille: 0 },
      ],
    },
    missing: 'median',
    validRange: [0, 1200],
  },
  {
    key: 'readiness',
    title: { id: 'Kesiapan lahan dan dokumen', en: 'Readiness of land and documents' },
    direction: 'maximise',
    unit: points,
    source: 'proposals.readiness',
    normalisation: { kind: 'curve', points: ends(0, 3) },
    missing: 'zero',
    validRange: [0, 3],
  },
]

const ofTheArea: Criterion[] = [
  {
    key: 'areaPoverty',
    title: { id: 'Kemiskinan wilayah', en: 'Poverty of the area' },
    direction: 'maximise',
    unit: { id: 'persen', en: 'per cent' },
    source: 'areas-village.povertyRate',
    normalisation: { kind: 'min-max' },
    missing: 'median',
    validRange: [0, 100],
  },
  {
    key: 'coverageGap',
    title: { id: 'Warga baru terlayani', en: 'People newly served' },
    direction: 'maximise',
    unit: { id: 'orang', en: 'people' },
    source: 'coverage-{service}.peopleBeyond',
    normalisation: { kind: 'rank' },
    missing: 'zero',
    validRange: [0, Number.MAX_SAFE_INTEGER],
  },
  {
    key: 'laggingStatus',
    title: { id: 'Ketertinggalan desa (IDM)', en: 'Lagging status (IDM)' },
    direction: 'minimise',
    unit: { id: 'indeks', en: 'index' },
    source: 'areas-village.idm (Permendesa 2/2016)',
    normalisation: {
      kind: 'thresholds',
      below: 1000,
      // A status begins above its limit (> 0.4907), a step at its value: hence the eighth digit.
      steps: [
        { value: 0.49070001, perMille: 750 },
        { value: 0.59890001, perMille: 500 },
        { value: 0.70720001, perMille: 250 },
        { value: 0.81550001, perMille: 0 },
      ],
    },
    missing: 'median',
    validRange: [0, 1],
  },
]

/** The set that ships: a start for discussion. It is no regulation, and says so wherever it is shown. */
export const defaultCriterionSet: CriterionSet = {
  id: 'default',
  version: '1.0.0',
  date: '2026-11-23',
  title: { id: 'Kriteria awal', en: 'Starting criteria' },
  notice: {
    id: 'Bobot ini bukan peraturan: titik awal untuk dibahas dan diubah bersama.',
    en: 'These weights are no regulation: a start to be discussed and changed together.',
  },
  criteria: [...ofTheProposal, ...ofTheArea],
  weights: [80, 60, 40, 20, 30, 60, 60, 40],
}

function ends(from: number, to: number) {
  return [
    { value: from, perMille: 0 },
    { value: to, perMille: 1000 },
  ]
}
