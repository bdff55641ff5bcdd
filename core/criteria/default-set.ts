import type { Criterion, CriterionSet } from './criterion.ts'

const points = { id: 'poin', en: 'points' }
const people = { id: 'orang', en: 'people' }
const COUNT_RANGE = [0, Number.MAX_SAFE_INTEGER] as const

const ofTheWork: Criterion[] = [
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
    unit: people,
    source: 'proposals.poorReached',
    normalisation: { kind: 'rank' },
    missing: 'zero',
    validRange: COUNT_RANGE,
  },
  {
    key: 'beneficiaries',
    title: { id: 'Penerima manfaat', en: 'Beneficiaries' },
    direction: 'maximise',
    unit: people,
    source: 'proposals.beneficiaries',
    normalisation: { kind: 'rank' },
    missing: 'zero',
    validRange: COUNT_RANGE,
  },
  {
    key: 'cost',
    title: { id: 'Biaya', en: 'Cost' },
    direction: 'minimise',
    unit: { id: 'rupiah', en: 'rupiah' },
    source: 'proposals.costRupiah',
    normalisation: { kind: 'rank' },
    missing: 'zero',
    validRange: COUNT_RANGE,
  },
  {
    key: 'costEfficiency',
    title: { id: 'Biaya per penerima manfaat', en: 'Cost per beneficiary' },
    direction: 'minimise',
    unit: { id: 'rupiah per orang', en: 'rupiah per person' },
    source: 'proposals.costPerBeneficiary',
    normalisation: { kind: 'rank' },
    missing: 'zero',
    validRange: COUNT_RANGE,
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
    unit: people,
    source: 'proposals.newlyServed',
    normalisation: { kind: 'rank' },
    missing: 'zero',
    validRange: COUNT_RANGE,
  },
  {
    key: 'laggingStatus',
    title: { id: 'Ketertinggalan desa (IDM)', en: 'Lagging status (IDM)' },
    direction: 'minimise',
    unit: { id: 'indeks', en: 'index' },
    source: 'areas-village.idm',
    normalisation: {
      kind: 'thresholds',
      below: 1000,
      // Permendesa 2/2016. A status begins above its limit (> 0.4907), a step at its value: hence the eighth digit.
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

const ofThePlan: Criterion[] = [
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
  {
    key: 'planMatch',
    title: { id: 'Kesesuaian RPJMD dan RKPD', en: 'Match with RPJMD and RKPD' },
    direction: 'maximise',
    unit: points,
    source: 'proposals.planMatch',
    normalisation: { kind: 'curve', points: ends(0, 2) },
    missing: 'zero',
    validRange: [0, 2],
  },
]

/** The set that ships: a start for discussion. It is no regulation, and says so wherever it is shown. */
export const defaultCriterionSet: CriterionSet = {
  id: 'default',
  version: '1.1.0',
  date: '2026-11-24',
  title: { id: 'Kriteria awal', en: 'Starting criteria' },
  notice: {
    id: 'Bobot ini bukan peraturan: titik awal untuk dibahas dan diubah bersama.',
    en: 'These weights are no regulation: a start to be discussed and changed together.',
  },
  criteria: [...ofTheWork, ...ofTheArea, ...ofThePlan],
  weights: [80, 60, 40, 20, 40, 20, 60, 60, 40, 30, 50],
}

function ends(from: number, to: number) {
  return [
    { value: from, perMille: 0 },
    { value: to, perMille: 1000 },
  ]
}
