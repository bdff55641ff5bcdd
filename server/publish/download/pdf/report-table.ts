import { codeLabel } from '../../../../core/proposal/code-label.ts'
import { formatNumber } from '../../../../core/proposal/format.ts'
import type { LayerField } from '../../../layers/layer.ts'
import { openTable, type TableWriter } from '../../../pdf/draw-table.ts'
import type { Paper } from '../../../pdf/open-document.ts'
import { CONTENT } from '../../../pdf/page.ts'
import type { CellValue, DownloadSource } from '../source/download-source.ts'

export interface ReportColumn {
  field: LayerField
  /** Index of the value among the fields of the source. */
  at: number
  title: string
  width: number
  align: 'left' | 'right'
}

const MOST_COLUMNS = 6
const LONGEST_TEXT = 300
/** Fields that people look for first. */
const PREFERRED = [
  ...['code', 'title', 'name', 'nama', 'type', 'jenis', 'villageName', 'districtName'],
  ...['costRupiah', 'status', 'year', 'population', 'poorPopulation', 'povertyRate', 'idm', 'idmStatus'],
]
const WIDE = ['title', 'name', 'nama']

/** The few columns that fit on paper; every other is in the other files. */
export function reportColumns({ fields, language }: DownloadSource): ReportColumn[] {
  const rank = ({ name, inTiles }: LayerField) => {
    const preferred = PREFERRED.indexOf(name)
    return preferred >= 0 ? preferred : PREFERRED.length + (inTiles ? 0 : 1)
  }
  const chosen = fields
    .map((field, at) => ({ field, at }))
    .sort((a, b) => rank(a.field) - rank(b.field) || a.at - b.at)
    .slice(0, MOST_COLUMNS)
  const share = ({ name, type }: LayerField) => {
    if (WIDE.includes(name)) return 3.4
    // A code is looked up letter by letter, so it is not broken.
    if (name === 'code') return 1.9
    return type === 'string' || /rupiah/i.test(name) ? 1.5 : 1.1
  }
  const whole = chosen.reduce((sum, { field }) => sum + share(field), 0)
  return chosen.map(({ field, at }) => ({
    ...{ field, at, title: field.title[language] },
    width: (CONTENT.width * share(field)) / whole,
    align: field.type === 'number' || field.type === 'integer' ? 'right' : 'left',
  }))
}

/** A table of these columns that is written row by row, as the rows come. */
export function openReportTable(
  paper: Paper,
  columns: readonly ReportColumn[],
  { y, language }: { y: number; language: 'id' | 'en' },
): TableWriter<readonly CellValue[]> {
  const written = columns.map(({ field, at, title, width, align }, place) => ({
    ...{ title, width, align, isHeading: place === 0 },
    text: (values: readonly CellValue[]) => textOf(values[at] ?? null, field, language),
  }))
  return openTable(paper, written, y)
}

function textOf(value: CellValue, { name, time, type }: LayerField, language: 'id' | 'en'): string {
  if (value === null) return '-'
  if (typeof value === 'boolean')
    return { id: ['tidak', 'ya'], en: ['no', 'yes'] }[language][Number(value)] ?? ''
  if (typeof value === 'number')
    return time === 'year' ? String(value) : formatNumber(value, language, type === 'integer' ? 0 : 2)
  const label = codeLabel(name, value)
  if (label) return label[language]
  return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value
}
