import type { CeilingFigures, ChosenProposal } from '../../../core/api/portfolio.ts'
import { codeLabel } from '../../../core/proposal/code-label.ts'
import { formatNumber, formatRupiah } from '../../../core/proposal/format.ts'
import { fillPlaces } from '../../../core/proposal/label.ts'
import { drawTable, startPageFor, type TableColumn } from '../../pdf/draw-table.ts'
import { type Paper, put } from '../../pdf/open-document.ts'
import { CONTENT, INK } from '../../pdf/page.ts'
import { writeText } from '../../pdf/write-text.ts'
import { percentText } from '../model/texts.ts'
import { type GroupFigures, groupFigures } from './group-figures.ts'
import type { SheetData } from './sheet-data.ts'
import type { SheetWords } from './sheet-words.ts'

/** Room for a heading, the head of a table and a few of its rows. */
const LEAST_ROOM = 90

interface Section {
  readonly title: string
  readonly note?: string
  readonly draw: (y: number) => number
}

/**
 * The chosen proposals on a page of their own (or below `startsAt`), then what is spent of each ceiling, by district, agency and
 * sector, and within zones. Gives where they end.
 */
export function drawLists(
  paper: Paper,
  data: SheetData,
  { words, startsAt }: { words: SheetWords; startsAt: number | null },
): number {
  if (startsAt === null) paper.document.addPage()
  const { chosen } = data.result
  const [first, ...later] = chosenSections(paper, data, words)
  let y = drawSection(paper, startsAt === null ? CONTENT.top : startsAt + 16, first)
  for (const section of [...later, ...(chosen.length > 0 ? summaries(paper, data, words) : [])])
    y = drawSection(paper, startPageFor(paper, y + 16, LEAST_ROOM), section)
  return y
}

/** What was chosen: one list, or one a year with what it spends. */
function chosenSections(paper: Paper, data: SheetData, words: SheetWords): [Section, ...Section[]] {
  const { chosen, years = [], spentRupiah } = data.result
  if (chosen.length === 0) return [{ title: words.list, draw: (top) => sayNone(paper, words, top) }]
  const whole = { rows: chosen, spentRupiah: spentRupiah ?? 0 }
  const [first, ...others] = years.map(({ year, spentRupiah: spent, budgetRupiah, count }): Section => {
    const rows = chosen.filter(({ plannedYear }) => plannedYear === year)
    return {
      title: fillPlaces(words.listOf, { year }),
      note: yearNote({ count, spent, budgetRupiah }, data.language, words),
      draw: (top) =>
        rows.length > 0 ? drawChosen(paper, data, words, { rows, spentRupiah: spent, top }) : top,
    }
  })
  return first
    ? [first, ...others]
    : [{ title: words.list, draw: (top) => drawChosen(paper, data, words, { ...whole, top }) }]
}

function yearNote(
  { count, spent, budgetRupiah }: { count: number; spent: number; budgetRupiah: number },
  language: SheetData['language'],
  words: SheetWords,
): string {
  return fillPlaces(words.ofYear, {
    count: formatNumber(count, language, 0),
    spent: formatRupiah(spent, language),
    budget: formatRupiah(budgetRupiah, language),
  })
}

function drawSection({ document, body }: Paper, top: number, { title, note, draw }: Section): number {
  let y = top
  const paper = { document, body }
  put(paper, 'H2', () => {
    y = writeText(document, title, [CONTENT.left, y], { weight: 'bold', size: 11 })
  })
  if (note)
    put(paper, 'P', () => {
      y = writeText(document, note, [CONTENT.left, y], { size: 8, colour: INK.muted, width: CONTENT.width })
    })
  return draw(y + 5)
}

function sayNone(paper: Paper, words: SheetWords, top: number): number {
  let y = top
  put(paper, 'P', () => {
    y = writeText(paper.document, words.none, [CONTENT.left, top], { size: 10 })
  })
  return y
}

function summaries(paper: Paper, data: SheetData, words: SheetWords): Section[] {
  const { language, result, ceilings, zones } = data
  const { chosen } = result
  const by = (title: string, name: string, keyOf: (one: ChosenProposal) => string | null): Section[] => {
    const groups = groupFigures(chosen, keyOf, words.unstated)
    return [{ title, draw: (y) => drawGroups(paper, data, { words, y, name, groups }) }]
  }
  return [
    ...(ceilings.length > 0
      ? [{ title: words.ceilings, draw: (y: number) => drawCeilings(paper, data, words, y) }]
      : []),
    ...by(words.byDistrict, words.district, ({ districtName }) => districtName),
    ...by(words.byAgency, words.agency, ({ agency }) => agency),
    ...by(words.bySector, words.sector, ({ sector }) => codeLabel('sector', sector)?.[language] ?? sector),
    ...(zones.length > 0
      ? [
          {
            title: words.byZone,
            note: words.zoneNote,
            draw: (y: number) =>
              drawGroups(paper, data, { words, y, name: words.zoneName, groups: zones, isWhole: false }),
          },
        ]
      : []),
  ]
}

function drawChosen(
  paper: Paper,
  { language, result }: SheetData,
  words: SheetWords,
  { rows, spentRupiah, top }: { rows: readonly ChosenProposal[]; spentRupiah: number; top: number },
): number {
  const byScore = result.objective === 'score'
  const measure = (one: ChosenProposal) =>
    byScore ? oneDecimal(one.score ?? 0, language) : formatNumber(one.people, language, 0)
  const columns: TableColumn<ChosenProposal>[] = [
    { title: words.number, width: 27, align: 'right', text: ({ rank }) => String(rank) },
    { title: words.proposal, width: 152, isHeading: true, text: ({ title, code }) => `${code} · ${title}` },
    {
      ...{ title: words.place, width: 88 },
      text: ({ villageName, districtName }) => [villageName, districtName].filter(Boolean).join(', '),
    },
    {
      ...{ title: words.status, width: 56 },
      text: ({ status }) => codeLabel('status', status)?.[language] ?? status,
    },
    { title: words.agency, width: 73, text: ({ agency }) => agency ?? '–' },
    {
      ...{ title: words.cost, width: 76, align: 'right' },
      text: ({ costRupiah }) => formatNumber(costRupiah, language, 0),
    },
    { title: byScore ? words.score : words.people, width: 39.28, align: 'right', text: measure },
  ]
  const spent = formatNumber(spentRupiah, language, 0)
  return drawTable(paper, { columns, rows, total: ['', words.total, '', '', '', spent, ''] }, top)
}

/** Always with its decimal, so that the column lines up. */
function oneDecimal(value: number, language: SheetData['language']): string {
  const text = formatNumber(value, language, 1)
  return Number.isInteger(value) ? `${text}${language === 'id' ? ',' : '.'}0` : text
}

function drawCeilings(paper: Paper, { language, ceilings }: SheetData, words: SheetWords, y: number): number {
  const rupiah = (value: number) => formatNumber(value, language, 0)
  const columns: TableColumn<CeilingFigures>[] = [
    { title: words.ceiling, width: 183.28, isHeading: true, text: ({ label }) => label[language] },
    { title: words.count, width: 48, align: 'right', text: ({ count }) => rupiah(count) },
    { title: words.limit, width: 80, align: 'right', text: ({ limitRupiah }) => rupiah(limitRupiah) },
    { title: words.used, width: 80, align: 'right', text: ({ spentRupiah }) => rupiah(spentRupiah) },
    {
      ...{ title: words.left, width: 74, align: 'right' },
      text: ({ limitRupiah, spentRupiah }) => rupiah(limitRupiah - spentRupiah),
    },
    {
      ...{ title: words.share, width: 46, align: 'right' },
      text: ({ limitRupiah, spentRupiah }) =>
        limitRupiah > 0 ? percentText(spentRupiah / limitRupiah, language) : '–',
    },
  ]
  return drawTable(paper, { columns, rows: ceilings }, y)
}

interface Groups {
  readonly words: SheetWords
  readonly y: number
  readonly name: string
  readonly groups: readonly GroupFigures[]
  /** Whether the groups hold every chosen proposal once, so that they have a sum. */
  readonly isWhole?: boolean
}

function drawGroups(
  paper: Paper,
  { language, result }: SheetData,
  { words, y, name, groups, isWhole = true }: Groups,
): number {
  const number = (value: number) => formatNumber(value, language, 0)
  const spent = result.spentRupiah ?? 0
  const columns: TableColumn<GroupFigures>[] = [
    { title: name, width: 283.28, isHeading: true, text: (group) => group.name },
    { title: words.count, width: 62, align: 'right', text: ({ count }) => number(count) },
    { title: words.used, width: 100, align: 'right', text: ({ rupiah }) => number(rupiah) },
    {
      ...{ title: words.share, width: 66, align: 'right' },
      text: ({ rupiah }) => (spent > 0 ? percentText(rupiah / spent, language) : '–'),
    },
  ]
  const total = [words.total, number(result.chosen.length), number(spent), '']
  return drawTable(paper, { columns, rows: groups, ...(isWhole && { total }) }, y)
}
