import type { ChosenProposal, GroupLine } from '../../../core/api/portfolio.ts'
import { cellStyle } from '../../../core/download/xlsx/sheet-xml.ts'
import type { WorkbookColumn, WorkbookSheet } from '../../../core/download/xlsx/workbook-members.ts'
import { codeLabel } from '../../../core/proposal/code-label.ts'
import { formatDate, formatRupiah } from '../../../core/proposal/format.ts'
import type { Label, Language } from '../../../core/proposal/label.ts'
import type { DecidedPortfolio } from '../../portfolios/portfolio-service.ts'
import { groupFigures } from '../../portfolios/sheet/group-figures.ts'
import { writeWorkbook } from './write-workbook.ts'

const WORDS = {
  list: { id: 'Usulan terpilih', en: 'Chosen proposals' },
  rank: { id: 'No', en: 'No' },
  code: { id: 'Kode', en: 'Code' },
  proposal: { id: 'Usulan', en: 'Proposal' },
  village: { id: 'Desa/kelurahan', en: 'Village' },
  district: { id: 'Kecamatan', en: 'District' },
  status: { id: 'Status', en: 'Status' },
  agency: { id: 'Perangkat daerah', en: 'Agency' },
  sector: { id: 'Bidang', en: 'Sector' },
  year: { id: 'Tahun', en: 'Year' },
  years: { id: 'Tahun', en: 'Years' },
  cost: { id: 'Biaya (Rp)', en: 'Cost (Rp)' },
  score: { id: 'Skor', en: 'Score' },
  people: { id: 'Warga baru terlayani', en: 'People newly served' },
  ceilings: { id: 'Pagu', en: 'Ceilings' },
  least: { id: 'Paling sedikit (Rp)', en: 'At least (Rp)' },
  leastCount: { id: 'Usulan paling sedikit', en: 'Proposals at least' },
  mostCount: { id: 'Usulan paling banyak', en: 'Proposals at most' },
  limit: { id: 'Batas (Rp)', en: 'Limit (Rp)' },
  spent: { id: 'Terpakai (Rp)', en: 'Spent (Rp)' },
  total: { id: 'Jumlah', en: 'Total' },
  left: { id: 'Sisa (Rp)', en: 'Left (Rp)' },
  count: { id: 'Usulan', en: 'Proposals' },
  unstated: { id: 'tidak disebut', en: 'not stated' },
  weights: { id: 'Bobot', en: 'Weights' },
  criterion: { id: 'Kriteria', en: 'Criterion' },
  weight: { id: 'Bobot', en: 'Weight' },
  known: { id: 'Usulan yang punya data', en: 'Proposals with data' },
  of: { id: 'dari', en: 'of' },
  about: { id: 'Tentang', en: 'About' },
  what: { id: 'Hal', en: 'What' },
  value: { id: 'Isi', en: 'Value' },
  title: { id: 'Paket', en: 'Package' },
  made: { id: 'Dihitung', en: 'Computed' },
  budget: { id: 'Pagu', en: 'Budget' },
  proof: { id: 'Bukti', en: 'Proof' },
  digest: { id: 'SHA-256 berkas keputusan', en: 'SHA-256 of the decision file' },
} as const satisfies Record<string, Label>

type GroupName = 'district' | 'agency' | 'sector'
const GROUPS = { district: 'districtCode', agency: 'agency', sector: 'sector' } as const
type Say = (word: keyof typeof WORDS) => string

/** A package as a workbook: its proposals, what is spent of each ceiling, sums of groups, weights, and where it comes from. */
export function writePackageXlsx(decided: DecidedPortfolio, language: Language): AsyncGenerator<Uint8Array> {
  const say: Say = (word) => WORDS[word][language]
  const { chosen } = decided.result
  const groups = (name: GroupName, keyOf: (one: ChosenProposal) => string | null) =>
    limitedSheet(say, name, decided, language) ??
    groupSheet(say, name, groupFigures(chosen, keyOf, say('unstated')))
  return writeWorkbook([
    chosenSheet(say, decided, language),
    ...yearSheets(say, decided),
    ceilingSheet(say, decided, language),
    groups('district', ({ districtName }) => districtName),
    groups('agency', ({ agency }) => agency),
    groups('sector', ({ sector }) => labelOf('sector', sector, language)),
    weightSheet(say, decided, language),
    aboutSheet(say, decided, language),
  ])
}

function labelOf(field: string, value: string, language: Language): string {
  return codeLabel(field, value)?.[language] ?? value
}

const rupiah = (title: string): WorkbookColumn => ({ title, width: 18, style: cellStyle.rupiah })
const whole = (title: string): WorkbookColumn => ({ title, width: 11, style: cellStyle.whole })

function chosenSheet(say: Say, { result }: DecidedPortfolio, language: Language): WorkbookSheet {
  const columns = [
    { title: say('rank'), width: 6, style: cellStyle.whole },
    ...(result.years ? [{ title: say('year'), width: 8 }] : []),
    { title: say('code'), width: 16 },
    { title: say('proposal'), width: 48 },
    { title: say('village'), width: 22 },
    { title: say('district'), width: 22 },
    { title: say('status'), width: 16 },
    { title: say('agency'), width: 30 },
    { title: say('sector'), width: 30 },
    rupiah(say('cost')),
    { title: say('score'), width: 10 },
    whole(say('people')),
  ]
  const byYear = result.chosen.toSorted((a, b) => (a.plannedYear ?? 0) - (b.plannedYear ?? 0))
  const rows = byYear.map((one) => [
    ...[
      one.rank,
      ...(one.plannedYear === undefined ? [] : [String(one.plannedYear)]),
      one.code,
      one.title,
      one.villageName,
      one.districtName,
    ],
    ...[labelOf('status', one.status, language), one.agency, labelOf('sector', one.sector, language)],
    ...[one.costRupiah, one.score, one.people],
  ])
  return { name: say('list'), columns, rows }
}

/** Of a package over several years: what each has to spend and spends, and all together. */
function yearSheets(say: Say, { result }: DecidedPortfolio): WorkbookSheet[] {
  if (!result.years) return []
  const columns = [
    { title: say('year'), width: 12 },
    whole(say('count')),
    ...[rupiah(say('limit')), rupiah(say('spent')), rupiah(say('left'))],
  ]
  const cells = (name: string, count: number, [limit, spent]: readonly [number, number]) => [
    ...[name, count, limit, spent, limit - spent],
  ]
  const rows = result.years.map(({ year, count, budgetRupiah, spentRupiah }) =>
    cells(String(year), count, [budgetRupiah, spentRupiah]),
  )
  const total = cells(say('total'), result.chosen.length, [result.budgetRupiah, result.spentRupiah ?? 0])
  return [{ name: say('years'), columns, rows: [...rows, total] }]
}

function ceilingSheet(say: Say, { ceilings }: DecidedPortfolio, language: Language): WorkbookSheet {
  const columns = [
    { title: say('ceilings'), width: 48 },
    whole(say('count')),
    ...[rupiah(say('limit')), rupiah(say('spent')), rupiah(say('left'))],
  ]
  const rows = ceilings.map(({ label, count, limitRupiah, spentRupiah }) => [
    ...[label[language], count, limitRupiah, spentRupiah, limitRupiah - spentRupiah],
  ])
  return { name: say('ceilings'), columns, rows }
}

/** What each group gets beside its floor and its ceiling; null for packages from before that was told. */
function limitedSheet(
  say: Say,
  name: GroupName,
  { result }: DecidedPortfolio,
  language: Language,
): WorkbookSheet | null {
  const table = result.groups?.find(({ by }) => by === GROUPS[name])
  if (!table) return null
  const columns = [
    { title: say(name), width: 40 },
    ...[whole(say('count')), rupiah(say('spent')), rupiah(say('least')), rupiah(say('limit'))],
    ...[whole(say('leastCount')), whole(say('mostCount'))],
  ]
  const cells = (line: GroupLine) => [
    ...[line.label[language], line.count, line.spentRupiah, line.minimumRupiah, line.limitRupiah],
    ...[line.minimumCount, line.maximumCount],
  ]
  return { name: say(name), columns, rows: table.lines.map(cells) }
}

function groupSheet(say: Say, name: GroupName, groups: ReturnType<typeof groupFigures>): WorkbookSheet {
  const columns = [{ title: say(name), width: 40 }, whole(say('count')), rupiah(say('spent'))]
  return { name: say(name), columns, rows: groups.map((one) => [one.name, one.count, one.rupiah]) }
}

function weightSheet(say: Say, { weights, result }: DecidedPortfolio, language: Language): WorkbookSheet {
  const columns = [
    { title: say('criterion'), width: 40 },
    ...(['weight', 'known', 'of'] as const).map((word) => whole(say(word))),
  ]
  const rows = weights.map(({ title, weight, known }) => [title[language], weight, known, result.considered])
  return { name: say('weights'), columns, rows }
}

function aboutSheet(
  say: Say,
  { title, finishedAt, result, sha256 }: DecidedPortfolio,
  language: Language,
): WorkbookSheet {
  const columns = [
    { title: say('what'), width: 28 },
    { title: say('value'), width: 90, style: cellStyle.wrapped },
  ]
  const made = finishedAt.toISOString()
  const rows = [
    [say('title'), title],
    [say('made'), `${formatDate(made, language)}, ${made.slice(11, 16)} UTC`],
    [say('budget'), formatRupiah(result.budgetRupiah, language)],
    [say('proof'), result.text[language]],
    [say('digest'), sha256],
  ]
  return { name: say('about'), columns, rows }
}
