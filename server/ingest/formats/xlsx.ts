import type { ReadOptions, SourceFile } from './source-file.ts'
import { openTable, type Table } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { readSheetRows } from './xlsx-rows.ts'
import { readWorkbook, type Sheet, type Workbook } from './xlsx-workbook.ts'
import { ZipArchive } from './zip-archive.ts'

/** The sheets to look at, in order: the one named, or the visible ones, or all where none is visible. */
function candidateSheets(file: string, sheets: Sheet[], name?: string): Sheet[] {
  const names = sheets.map((sheet) => sheet.name).join(', ') || '(none)'
  if (name === undefined) {
    if (sheets.length === 0)
      throw new UnreadableFile({ file, expected: 'a workbook with a worksheet', received: 'none' })
    const visible = sheets.filter(({ hidden }) => !hidden)
    return visible.length > 0 ? visible : sheets
  }
  const named = sheets.find((sheet) => sheet.name === name)
  if (!named) throw new UnreadableFile({ file, expected: `one of the sheets ${names}`, received: name })
  return [named]
}

/** The first sheet that has a heading row; the failure of the first sheet when none has. */
async function openFirstTable(
  path: string,
  zip: ZipArchive,
  { sheets, cells: context }: Workbook,
  options: ReadOptions,
): Promise<{ sheet: Sheet; table: Table }> {
  let failure: unknown
  for (const sheet of candidateSheets(path, sheets, options.sheet)) {
    const settings = { file: path, part: sheet.entry.name, limits: options.limits, context }
    const rows = () => readSheetRows(zip.stream(sheet.entry), settings)
    try {
      return { sheet, table: await openTable({ file: path, rows, strictWidth: false }, options) }
    } catch (error) {
      failure ??= error
    }
  }
  throw failure
}

/**
 * Opens one sheet of an XLSX workbook (ECMA-376): the one named by `sheet`, else the first visible one with a heading
 * row. Values are those last calculated; numbers in a date style become ISO 8601 text. Row = the sheet's own row.
 */
export async function openXlsx(path: string, options: ReadOptions): Promise<SourceFile> {
  const zip = await ZipArchive.open(path, options.limits)
  const workbook = await readWorkbook(path, zip, options.limits)
  const { sheet, table } = await openFirstTable(path, zip, workbook, options)
  return {
    format: 'xlsx',
    crs: null,
    fields: table.fields,
    layerName: sheet.name,
    features: table.features,
    async close() {},
  }
}
