import { describe, expect, it } from 'vitest'
import type { ProposalScore, ScoreContribution } from '../../../core/api/proposal-score.ts'
import { defaultCriterionSet } from '../../../core/criteria/default-set.ts'
import { formatRaw } from '../../../core/score/score-figures.ts'
import { renderScore } from '../../../server/pages/proposal/score.ts'
import { liftSentence } from '../../../server/pages/proposal/score-sentence.ts'
import { textOf } from './view-of-proposal.ts'

function contribution(key: string, changes: Partial<ScoreContribution> = {}): ScoreContribution {
  const criterion = defaultCriterionSet.criteria.find((known) => known.key === key)
  if (!criterion) throw new Error(`no criterion ${key}`)
  return {
    key,
    title: criterion.title,
    unit: criterion.unit,
    source: criterion.source,
    sourceText: { id: 'isian usulan', en: 'the proposal as filled in' },
    sourceDate: '2026-02-12',
    weight: 20,
    perMille: 500,
    points: 100,
    raw: 4,
    missing: false,
    withheld: false,
    fillsUp: criterion.direction === 'maximise',
    outOfRange: false,
    ...changes,
  }
}

function score(changes: Partial<ProposalScore> = {}): ProposalScore {
  return {
    code: '2026/1',
    score: 412.5,
    rank: 169,
    of: 1674,
    compared: { year: 2026, statuses: ['verified'] },
    method: 'weighted-sum',
    model: {
      id: 'default',
      version: 3,
      method: 'weighted-sum',
      title: defaultCriterionSet.title,
      notice: defaultCriterionSet.notice,
    },
    contributions: [
      contribution('urgency'),
      contribution('cost', { raw: 850_000_000, perMille: 200, points: 250 }),
    ],
    line: { kind: 'share', rank: 168, score: 500, budgetRupiah: null, above: false },
    lift: { state: 'above', deficit: 0, alone: [], smallest: [], provenSmallest: true },
    ...changes,
  }
}

const step = (key: string, toRaw: number | null, changeable = true) => ({
  key,
  points: 10,
  toPerMille: 600,
  toRaw,
  changeable,
})
const below = (changes: Partial<ProposalScore['lift']>) =>
  score({
    lift: { state: 'below', deficit: 5, alone: [], smallest: null, provenSmallest: true, ...changes },
  })

describe('the smallest change in words', () => {
  it('names the first change of the proposal itself with both figures', () => {
    const found = below({ alone: [step('cost', 610_000_000), step('areaPoverty', 30, false)] })
    expect(liftSentence(found, 'id')).toBe(
      'Agar masuk 168 usulan teratas (10\u00a0% terbaik), satu perubahan cukup: Biaya turun dari Rp 850 juta menjadi Rp 610 juta.',
    )
    expect(liftSentence(found, 'en')).toBe(
      'To be among the first 168 (the best 10\u00a0%), one change is enough: Cost falls from Rp 850 million to Rp 610 million.',
    )
    expect(liftSentence(below({ alone: [step('urgency', 5)] }), 'id')).toContain(
      'naik dari 4 poin menjadi 5 poin',
    )
  })

  it('asks for what is missing to be filled in, at least or at most', () => {
    const missing = { raw: null, missing: true }
    const contributions = [contribution('urgency', missing), contribution('cost', missing)]
    const found = (key: string, to: number) => ({ ...below({ alone: [step(key, to)] }), contributions })
    expect(liftSentence(found('urgency', 4), 'id')).toContain('Kemendesakan diisi, paling sedikit 4 poin')
    expect(liftSentence(found('cost', 2e8), 'id')).toContain('Biaya diisi, paling banyak Rp 200 juta')
  })

  it('names several changes where none alone is enough, and says when nothing of the proposal can', () => {
    const several = below({ smallest: [step('urgency', 5), step('cost', 1e8)] })
    expect(liftSentence(several, 'id')).toContain(
      'perlu sekaligus: Kemendesakan naik dari 4 poin menjadi 5 poin; Biaya turun dari Rp 850 juta menjadi Rp 100 juta.',
    )
    expect(liftSentence(below({ alone: [step('areaPoverty', 30, false)] }), 'id')).toContain('tidak cukup')
    expect(
      liftSentence(
        score({
          lift: { state: 'out-of-reach', deficit: 9, alone: [], smallest: null, provenSmallest: true },
        }),
        'en',
      ),
    ).toContain('not enough')
  })

  it('of what is above the line or not ranked says that, or nothing', () => {
    expect(liftSentence(score(), 'id')).toBe('Usulan ini termasuk 168 usulan teratas (10\u00a0% terbaik).')
    expect(
      liftSentence(
        score({ lift: { state: 'not-ranked', deficit: 0, alone: [], smallest: null, provenSmallest: true } }),
        'id',
      ),
    ).toBeNull()
  })
})

describe('raw values', () => {
  it.each([
    [850_000_000, 'cost', 'Rp 850 juta'],
    [1_234_567_890, 'cost', 'Rp 1.234.567.890'],
    [1_230_000_000, 'cost', 'Rp 1.230.000.000'],
    [1_200_000_000, 'cost', 'Rp 1,2 M'],
    [0, 'cost', 'Rp 0'],
    [120_000, 'costEfficiency', 'Rp 120 ribu per orang'],
    [12.345, 'areaPoverty', '12,3\u00a0%'],
    [0.5512, 'laggingStatus', '0,5512 indeks'],
    [1500, 'beneficiaries', '1.500 orang'],
  ])('%d of %s reads %s', (raw, key, words) => {
    expect(formatRaw(raw, contribution(key).unit, 'id')).toBe(words)
  })
})

describe('the section of the score', () => {
  const section = (changes: Partial<ProposalScore> = {}) => renderScore(score(changes), 'id').text

  it('says score, rank, each criterion with value, source and date, and that weights are no regulation', () => {
    const text = textOf(section())
    for (const words of [
      'Skor dan sebabnya',
      'dari 1.000',
      'Peringkat 169 dari 1.674 usulan tahun 2026',
      'Rp 850 juta · isian usulan, 12 Feb 2026',
      '+250 poin',
      'Kriteria awal, versi 3',
      'bukan peraturan',
    ])
      expect(text).toContain(words)
    expect(text.indexOf('Biaya')).toBeLessThan(text.indexOf('Kemendesakan'))
  })

  it('gives every bar a name that says the same in words', () => {
    const bars = [...section().matchAll(/role="img" aria-label="([^"]+)"/g)].map(([, label]) => label)
    expect(bars).toEqual(['nilai 200 dari 1.000, bobot 20', 'nilai 500 dari 1.000, bobot 20'])
  })

  it('says what has no data, what stands in for it, and what is withheld', () => {
    const text = textOf(
      section({
        contributions: [
          contribution('urgency', { raw: null, missing: true }),
          contribution('impact', { raw: null, missing: true, perMille: 0, points: 0 }),
          contribution('coverageGap', { raw: null, withheld: true }),
          contribution('cost', { raw: -5, outOfRange: true }),
          contribution('readiness', { weight: 0 }),
        ],
      }),
    )
    expect(text).toContain('Belum ada datanya; sementara dihitung 500 dari 1.000.')
    expect(text).toMatch(/Belum ada datanya\s*Dampak: warga miskin terjangkau\s*sampai 250 poin/)
    expect(text).toContain('tidak ditampilkan untuk melindungi satu keluarga')
    expect(text).toContain('di luar batas wajar')
    expect(text).not.toContain('Kesiapan')
  })

  it('says that there is no score, no rank, or that it is still being computed', () => {
    expect(textOf(section({ score: null }))).toContain('Belum ada skor')
    expect(textOf(section({ rank: null }))).toContain('tidak ikut diurutkan')
    expect(textOf(renderScore('pending', 'id').text)).toContain('sedang dihitung')
  })

  it('lets no text of a criterion become markup', () => {
    const evil = { id: '<img src=x onerror=alert(1)>', en: 'x' }
    expect(
      section({ contributions: [contribution('urgency', { title: evil, sourceText: evil })] }),
    ).not.toContain('<img')
  })
})
