import { strToU8, zipSync } from 'fflate'

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export interface SheetXml {
  name: string
  /** What stands inside <sheetData>. */
  rows: string
  state?: string
}

export interface WorkbookXml {
  sheets: SheetXml[]
  /** What stands inside <sst>. */
  sharedStrings?: string
  /** What stands inside <styleSheet>. */
  styles?: string
  workbookPr?: string
}

/** A minimal XLSX from the XML of its sheets, so that a test shows the hazard that it is about. */
export function makeWorkbook({
  sheets,
  sharedStrings = '',
  styles = '',
  workbookPr = '',
}: WorkbookXml): Uint8Array {
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"${state ? ` state="${state}"` : ''}/>`,
  )
  const relations = sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  )
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${RELATIONS}">${workbookPr}<sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    'xl/sharedStrings.xml': `<sst ${MAIN}>${sharedStrings}</sst>`,
    'xl/styles.xml': `<styleSheet ${MAIN}>${styles}</styleSheet>`,
  }
  sheets.forEach(({ rows }, index) => {
    parts[`xl/worksheets/sheet${index + 1}.xml`] =
      `<worksheet ${MAIN}><sheetData>${rows}</sheetData></worksheet>`
  })
  const files = Object.entries(parts).map(([name, xml]) => [name, strToU8(HEAD + xml)])
  return zipSync(Object.fromEntries(files))
}

/** A row of inline strings and numbers, cell after cell. */
export function rowXml(row: number, cells: (string | number)[]): string {
  const xml = cells.map((cell) =>
    typeof cell === 'number' ? `<c><v>${cell}</v></c>` : `<c t="inlineStr"><is><t>${cell}</t></is></c>`,
  )
  return `<row r="${row}">${xml.join('')}</row>`
}
