import { describe, expect, it } from 'vitest'
import { PUBLIC } from '../../../core/access/actor.ts'
import type { ProposalDecision } from '../../../core/proposal/decision.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { localLink, type PageContext } from '../../../server/pages/page-context.ts'
import { renderProposalPage } from '../../../server/pages/proposal/proposal-page.ts'
import type { ProposalView } from '../../../server/pages/proposal/proposal-view.ts'
import { textOf, viewOfProposal } from './view-of-proposal.ts'

function render(changes: Partial<ProposalView> = {}, language: Language = 'id'): string {
  const context: PageContext = {
    language,
    address: '/usulan/202500001',
    publicUrl: 'https://peta.contoh.go.id',
    district: { name: 'Kabupaten Contoh', demo: false, codeEdition: 'Kepmendagri 2025' },
    actor: PUBLIC,
    assets: { address: (source) => `/assets/${source}` },
    footer: [],
  }
  return renderProposalPage(context, {
    view: viewOfProposal(changes),
    around: undefined,
    score: 'pending',
    sources: { files: [], standard: 'Permendiknas 24/2007' },
  })
}

const decision = (changes: Partial<ProposalDecision>): ProposalDecision => ({
  stage: 'agency',
  role: 'agency',
  decision: 'accepted',
  volume: null,
  costRupiah: null,
  reason: null,
  at: null,
  ...changes,
})

describe('the page of a proposal', () => {
  it('says what, where, how much, for whom and how far in plain Indonesian', () => {
    const text = textOf(render())
    for (const part of [
      'Diajukan Menunggu diperiksa.',
      'Siswa belajar bergantian',
      'Sungai Jernih Kecamatan Hulu',
      'Letaknya tepat.',
      'Biaya Rp 278,7 juta Rp 278.700.000',
      'Volume 3 ruang',
      'Penerima manfaat 120 orang',
      '1.240 orang 86 orang di antaranya miskin',
      'SMP terdekat 7,4 km di atas standar 6 km',
      'oleh Musrenbang Kecamatan 12 Feb 2025',
      'Standar jarak SMP: Permendiknas 24/2007',
    ])
      expect(text).toContain(part)
  })

  it('goes from what and why over where, how much and for whom to how far it came; the score and codes come last', () => {
    const page = render()
    const order = [
      'Mengapa diusulkan',
      'Di mana',
      'Berapa dan untuk siapa',
      'Perjalanan usulan',
      'Skor dan sebabnya',
    ]
    const places = order.map((heading) => page.indexOf(heading))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    const folded = page.slice(page.indexOf('<details'), page.indexOf('</details>'))
    expect(textOf(folded)).toContain('Kode sub kegiatan 1.01.02.2.02.0003')
    expect(textOf(folded)).toContain('Koordinat -2,16')
  })

  it('ticks no forum without a record, nor handing in without a day', () => {
    const ticks = (changes: Partial<ProposalView>) => render(changes).match(/<li class="past"/g)?.length ?? 0
    expect(ticks({})).toBe(1)
    expect(ticks({ proposedOn: null })).toBe(0)
    expect(ticks({ decisions: [decision({ stage: 'district' })] })).toBe(2)
  })

  it('speaks English when asked, and its links keep the language', () => {
    const page = render({}, 'en')
    expect(page).toContain('<html lang="en">')
    expect(textOf(page)).toContain('Nearest SMP 7.4 km beyond the standard of 6 km')
    expect(page).toContain('href="/usulan?lang=en"')
  })

  it('carries what a shared link needs', () => {
    const page = render()
    expect(page).toContain('<link rel="canonical" href="https://peta.contoh.go.id/usulan/202500001">')
    expect(page).toContain('<meta property="og:title" content="Pembangunan ruang kelas SMP">')
    expect(page).toContain(
      'content="Diajukan. Sungai Jernih, Hulu. Biaya Rp 278,7 juta. Siswa belajar bergantian"',
    )
  })

  it('lets no markup of a proposal through', () => {
    const hostile = '"><img src=x onerror=alert(1)><script>'
    const page = render({
      title: hostile,
      problem: hostile,
      address: hostile,
      agency: hostile,
      unit: hostile,
      villageName: hostile,
      status: hostile,
      stage: hostile,
      sector: hostile,
      decisions: [{ ...decision({ reason: hostile }), ...({ decision: hostile, role: hostile } as object) }],
    })
    expect(page).not.toContain('<img')
    expect(page).not.toContain('<script>')
    expect(page.match(/<script/g)).toHaveLength(1)
  })

  it('shows the reason of a rejection in full sight, with office and day', () => {
    const reason = 'Bukan kewenangan kabupaten'
    const decisions = [
      decision({ decision: 'rejected', reason, role: 'agency', at: '2025-03-12T09:00:00+08:00' }),
    ]
    expect(textOf(render({ status: 'rejected', decisions }))).toContain(
      `Alasan penolakan ${reason} Perangkat daerah · 12 Mar 2025`,
    )
  })

  it('says that a reason is missing and whom to ask', () => {
    for (const status of ['rejected', 'returned', 'postponed'])
      expect(textOf(render({ status }))).toContain('tanyakan kepada Dinas Pendidikan')
    expect(textOf(render({ status: 'accepted' }))).not.toContain('tanyakan kepada')
  })

  it('says how well the place is known', () => {
    expect(textOf(render({ locationQuality: 'area' }))).toContain('Baru desanya yang diketahui')
    const text = { id: 'Titik berada di desa lain.', en: 'The point lies in another village.' }
    expect(
      textOf(render({ locationQuality: 'conflict', suggestion: { reason: 'other-village', text } })),
    ).toContain('Titik berada di desa lain. Letaknya sedang diperiksa.')
    const unknown = {
      locationQuality: 'none',
      villageCode: null,
      villageName: null,
      districtName: null,
      point: null,
    } as const
    const page = render(unknown)
    expect(textOf(page)).toContain('Tertulis “Sungai Jerni, Hulu”, belum cocok dengan daftar desa.')
    expect(page).not.toContain('/?map=')
  })

  it('explains why a household is shown by its village only', () => {
    const text = textOf(render({ household: true, locationQuality: 'area', address: null }))
    expect(text).toContain('Untuk melindungi keluarga itu, hanya desanya yang ditampilkan')
    expect(text).not.toContain('Koordinat')
  })

  it('opens the map at the place with this proposal chosen', () => {
    expect(render()).toContain('href="/?map=14.00/-2.16000/111.05000&#38;year=2025&#38;usulan=202500001"')
  })

  it('writes a link with its language once', () => {
    expect(localLink({ language: 'en' }, '/usulan?year=2025')).toBe('/usulan?year=2025&lang=en')
    expect(localLink({ language: 'id' }, '/usulan')).toBe('/usulan')
  })
})
