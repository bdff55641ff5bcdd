import type { ProposalView } from '../../../server/pages/proposal/proposal-view.ts'

/** A proposal as a test needs it; what is not said is usual. */
export function viewOfProposal(changes: Partial<ProposalView> = {}): ProposalView {
  return {
    code: '202500001',
    year: 2025,
    source: 'musrenbang',
    proposerGroup: 'Musrenbang Kecamatan',
    proposedOn: '2025-02-12',
    title: 'Pembangunan ruang kelas SMP',
    problem: 'Siswa belajar bergantian',
    sector: 'education',
    programmeCode: '1.01.02.2.02.0003',
    agency: 'Dinas Pendidikan',
    costRupiah: 278_700_000,
    volume: 3,
    unit: 'ruang',
    beneficiaries: 120,
    status: 'submitted',
    stage: 'agency',
    locationQuality: 'point',
    household: false,
    villageCode: '62.99.01.2001',
    villageName: 'Sungai Jernih',
    districtName: 'Hulu',
    statedVillage: 'Sungai Jerni',
    statedDistrict: 'Hulu',
    address: 'RT 02',
    service: 'SMP',
    nearestFacilityName: 'SMPN 1 Hulu',
    nearestFacilityMetres: 7400,
    standardMetres: 6000,
    beyondStandard: true,
    suggestion: null,
    village: {
      population: 1240,
      poorPopulation: 86,
      poorWithheld: null,
      povertyRate: 6.94,
      idmStatus: 'Maju',
    },
    geometry: { type: 'Point', coordinates: [111.05, -2.16] },
    point: [111.05, -2.16],
    decisions: [],
    ...changes,
  }
}

/** The words of a page as a person sees them, in one line. */
export function textOf(markup: string): string {
  return markup
    .replace(/<(script|style|svg)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ')
    .trim()
}
