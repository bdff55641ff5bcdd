import { ProblemResponse, readProblem } from '../../../api/problem-response.ts'
import { sitePath } from '../../../api/site-path.ts'
import { BIVARIATE_LAYER_ID, groupByClass, type VillageClasses } from '../village-classes.ts'

const TIMEOUT_MS = 30_000

/**
 * The villages of each class, from the layer's table: thousands of outlines are not needed.
 * @throws ProblemResponse with the server's words, or when the table lacks its columns
 */
export async function readVillageClasses(
  signal: AbortSignal,
  { layer, property } = { layer: BIVARIATE_LAYER_ID, property: 'class' },
): Promise<VillageClasses> {
  const ends = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
  const response = await fetch(sitePath(`/data/${encodeURIComponent(layer)}.csv`), { signal: ends })
  if (!response.ok) throw await readProblem(response)
  const [head = [], ...rows] = readCsv(await response.text())
  const [code, kind] = [head.indexOf('code'), head.indexOf(property)]
  if (code < 0 || kind < 0)
    throw new ProblemResponse(response.status, 'No classes', `columns "code" and "${property}" were expected`)
  return groupByClass(rows.map((row) => ({ code: row[code] ?? '', kind: row[kind] ?? '' })))
}

/** Rows of cells of RFC 4180, quoted or not. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain, end] of text.replace(/^\ufeff/, '').matchAll(CELL)) {
    if (end === '' && row.length === 0 && quoted === undefined && plain === '') break
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    rows.push(row)
    row = []
    if (end === '') break
  }
  return rows
}

const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g
