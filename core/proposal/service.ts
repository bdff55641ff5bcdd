import { programmeCodeIn, sectorOfCode } from './sector.ts'

export interface ServiceClues {
  title: string
  /** Null or '' when the proposal has none. */
  programmeCode: string | null
}

// More specific facilities first; a service stands for the ones after it in its row when the district has no standard of
// its own for them (a village health post is planned against the nearest PUSKESMAS).
const FACILITIES: readonly { words: RegExp; services: readonly string[] }[] = [
  { words: /\bslb\b|sekolah luar biasa/, services: ['SLB'] },
  { words: /\bsmk[ns]?\b|sekolah menengah kejuruan/, services: ['SMK', 'SMA'] },
  { words: /\bsm[au][ns]?\b|\bma[ns]\b|madrasah aliyah|sekolah menengah (atas|umum)/, services: ['SMA'] },
  { words: /\bsmp[ns]?\b|\bsltp\b|\bmts[ns]?\b|tsanawiyah|sekolah menengah pertama/, services: ['SMP'] },
  { words: /\bsd(n|s|it|lb)?\b|\bmi[ns]?\b|ibtidaiyah|sekolah dasar/, services: ['SD'] },
  { words: /\bpaud\b|kelompok bermain|usia dini/, services: ['PAUD', 'TK'] },
  { words: /\btk(n|it)?\b|\bra\b|raudhatul|taman kanak/, services: ['TK', 'PAUD'] },
  { words: /posyandu/, services: ['POSYANDU', 'PUSTU', 'PUSKESMAS'] },
  { words: /puskesmas pembantu|\bpustu\b/, services: ['PUSTU', 'PUSKESMAS'] },
  { words: /poskesdes|polindes|ponkesdes/, services: ['POSKESDES', 'PUSTU', 'PUSKESMAS'] },
  { words: /rumah sakit|\brs(ud|u)?\b/, services: ['RSUD', 'RS', 'RUMAH SAKIT'] },
  { words: /puskesmas|alat kesehatan|\balkes\b|ambulan|rawat inap/, services: ['PUSKESMAS'] },
  { words: /\bpasar\b/, services: ['PASAR'] },
]

// Level 1 is the province's, 2 the regency's or city's (Permendagri 90/2019, activities of programme 1.01.02).
const SCHOOLS_OF_CODE: readonly [string, readonly string[]][] = [
  ['1.01.02.2.01', ['SD']],
  ['1.01.02.2.02', ['SMP']],
  ['1.01.02.2.03', ['PAUD', 'TK']],
  ['1.01.02.1.01', ['SMA']],
  ['1.01.02.1.02', ['SMK', 'SMA']],
  ['1.01.02.1.03', ['SLB']],
]

const FACILITY_SECTORS = ['education', 'health', 'trade']
/** Works whose title names a school or health post only as the place that they lead to or lie before. */
const OTHER_WORKS =
  /\b(jalan|jembatan|drainase|gorong|lampu|penerangan|pju|talud|siring|turap|saluran|trotoar|irigasi|halte|rambu|parkir|dermaga)\b/
/** "RT 01 sd RT 05": sampai dengan, not a primary school. */
const UP_TO =
  /(\b(?:rt|rw|sta|km|no|tahun)?\.?\s*\d+)\s*s\s*[./]?\s*d\.?\s*(?=(?:rt|rw|sta|km|no|tahun)?\.?\s*\d)/g

/**
 * The service whose facility a proposal concerns, spelt as the district's standards spell it, or null: a title of another
 * sector that merely mentions a school ("jalan menuju SDN 2") concerns none. `services` are those with a standard.
 */
export function serviceOf(
  { title, programmeCode }: ServiceClues,
  services: readonly string[],
): string | null {
  const sector = programmeCode ? sectorOfCode(programmeCode) : null
  if (sector !== null && !FACILITY_SECTORS.includes(sector)) return null
  const words = title.toLowerCase().replace(UP_TO, '$1 - ')
  const named = earliestFacility(words)
  if (named) {
    const works = words.search(OTHER_WORKS)
    if (sector === null && works >= 0 && works < named.at) return null
    return firstOffered(named.services, services)
  }
  const code = programmeCode ? programmeCodeIn(programmeCode) : null
  const bySchool = SCHOOLS_OF_CODE.find(([prefix]) => code?.startsWith(prefix))
  return bySchool ? firstOffered(bySchool[1], services) : null
}

function earliestFacility(words: string): { at: number; services: readonly string[] } | null {
  let best: { at: number; services: readonly string[] } | null = null
  for (const { words: pattern, services } of FACILITIES) {
    const at = words.search(pattern)
    if (at >= 0 && (best === null || at < best.at)) best = { at, services }
  }
  return best
}

function firstOffered(wanted: readonly string[], offered: readonly string[]): string | null {
  for (const service of wanted) {
    const found = offered.find((name) => name.toUpperCase() === service)
    if (found) return found
  }
  return null
}
