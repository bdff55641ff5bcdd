import { decorate, type Paper, put, within } from './open-document.ts'
import { CONTENT, INK } from './page.ts'
import { type LaidText, layText, type TextStyle, writeLaid } from './write-text.ts'

export interface TableColumn<Row> {
  readonly title: string
  /** Points. */
  readonly width: number
  readonly align?: 'left' | 'right'
  /** What names the row, for those who listen to it. */
  readonly isHeading?: boolean
  text(row: Row): string
}

export interface Table<Row> {
  readonly columns: readonly TableColumn<Row>[]
  readonly rows: readonly Row[]
  /** A last line in bold, one text a column. */
  readonly total?: readonly string[]
}

const SIZE = 7.5
const PADDING = 3.2
const IN_CELLS = { size: SIZE, lines: 4 } as const satisfies TextStyle
const GAP = 4

type Document = PDFKit.PDFDocument

interface Cell {
  readonly x: number
  readonly laid: LaidText
  readonly isHeading: boolean
}

/** A table that is written row by row. */
export interface TableWriter<Row> {
  /** Writes a row, on a new page with the heading where there is no room. Gives where it ends. */
  readonly write: (row: Row) => number
  readonly writeTotal: (texts: readonly string[]) => number
  /** Nothing comes after it. */
  readonly end: () => void
}

/** A table over as many pages as it takes, its heading on each. Gives where it ends. */
export function drawTable<Row>(paper: Paper, { columns, rows, total }: Table<Row>, top: number): number {
  const table = openTable(paper, columns, top)
  let y = top
  for (const row of rows) y = table.write(row)
  if (total) y = table.writeTotal(total)
  table.end()
  return y
}

/** Begins a table with its heading. */
export function openTable<Row>(
  paper: Paper,
  columns: readonly TableColumn<Row>[],
  top: number,
): TableWriter<Row> {
  const { document } = paper
  const table = document.struct('Table')
  paper.body.add(table)
  const inTable = { document, body: table }
  const heading = headingOf(document, columns)
  const headingHeight = rowHeight(heading)
  let y = startPageFor(paper, top, headingHeight + 2 * SIZE + 2 * PADDING)
  drawGround(paper, y, headingHeight)
  within(inTable, 'TR', (inRow) => drawCells(inRow, heading, { y, scope: 'Column' }))
  y += headingHeight
  const writeCells = (cells: readonly Cell[]) => {
    const height = rowHeight(cells)
    if (y + height > CONTENT.bottom) {
      document.addPage()
      y = CONTENT.top
      repeatHeading(paper, heading, { y, height: headingHeight })
      y += headingHeight
    }
    within(inTable, 'TR', (inRow) => drawCells(inRow, cells, { y, scope: 'Row' }))
    y += height
    drawRule(paper, y)
    return y
  }
  return {
    write: (row) => writeCells(cellsOf(document, columns, row)),
    writeTotal: (texts) => writeCells(totalOf(document, columns, texts)),
    end: () => table.end(),
  }
}

/** Where the next block begins: here, or on a new page where so much does not fit. */
export function startPageFor({ document }: Pick<Paper, 'document'>, y: number, height: number): number {
  if (y + height <= CONTENT.bottom) return y
  document.addPage()
  return CONTENT.top
}

function placed<Row>(columns: readonly TableColumn<Row>[]): (TableColumn<Row> & { readonly x: number })[] {
  let x: number = CONTENT.left
  return columns.map((column) => {
    const at = { ...column, x: x + GAP, width: column.width - 2 * GAP }
    x += column.width
    return at
  })
}

function headingOf<Row>(document: Document, columns: readonly TableColumn<Row>[]): Cell[] {
  return placed(columns).map(({ title, x, width, align = 'left' }) => {
    const style = { ...IN_CELLS, weight: 'bold', width, align } as const
    return { x, laid: layText(document, title, style), isHeading: true }
  })
}

function cellsOf<Row>(document: Document, columns: readonly TableColumn<Row>[], row: Row): Cell[] {
  return placed(columns).map(({ x, width, align = 'left', isHeading = false, text }) => {
    const style = { ...IN_CELLS, width, align }
    return { x, laid: layText(document, text(row), style), isHeading }
  })
}

function totalOf<Row>(
  document: Document,
  columns: readonly TableColumn<Row>[],
  texts: readonly string[],
): Cell[] {
  return placed(columns).map(({ x, width, align = 'left', isHeading = false }, at) => {
    const style = { ...IN_CELLS, weight: 'bold', width, align } as const
    return { x, laid: layText(document, texts[at] ?? '', style), isHeading }
  })
}

function rowHeight(cells: readonly Cell[]): number {
  return Math.max(...cells.map(({ laid }) => laid.height)) + 2 * PADDING
}

function drawCells(
  paper: Paper,
  cells: readonly Cell[],
  { y, scope }: { y: number; scope: 'Row' | 'Column' },
): void {
  for (const { x, laid, isHeading } of cells) {
    const write = () => writeLaid(paper.document, laid, [x, y + PADDING])
    if (isHeading) put(paper, 'TH', write, { scope })
    else put(paper, 'TD', write)
  }
}

function repeatHeading(
  paper: Paper,
  heading: readonly Cell[],
  { y, height }: { y: number; height: number },
): void {
  drawGround(paper, y, height)
  decorate(
    paper,
    () => {
      for (const { x, laid } of heading) writeLaid(paper.document, laid, [x, y + PADDING])
    },
    'Pagination',
  )
}

function drawGround(paper: Paper, y: number, height: number): void {
  decorate(paper, () => paper.document.rect(CONTENT.left, y, CONTENT.width, height).fill(INK.wash))
}

function drawRule(paper: Paper, y: number): void {
  decorate(paper, () => {
    paper.document.lineWidth(0.4).strokeColor(INK.line)
    paper.document.moveTo(CONTENT.left, y).lineTo(CONTENT.right, y).stroke()
  })
}
