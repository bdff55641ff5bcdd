import { readProblem } from '../../api/problem-response.ts'
import { sitePath } from '../../api/site-path.ts'

/** A kecamatan to filter by. */
export interface DistrictChoice {
  readonly code: string
  readonly name: string
}

/** The districts of the area layer by name, from its table, which is shorter than its shapes. */
export async function readDistricts(signal: AbortSignal): Promise<DistrictChoice[]> {
  const response = await fetch(sitePath('/data/areas-district.csv'), { signal })
  if (!response.ok) throw await readProblem(response)
  const [head = [], ...rows] = (await response.text()).trim().split('\r\n').map(cellsOf)
  const [code, name] = [head.indexOf('code'), head.indexOf('name')]
  return rows
    .map((row) => ({ code: row[code] ?? '', name: row[name] ?? '' }))
    .filter((choice) => choice.code !== '')
    .sort((a, b) => a.name.localeCompare(b.name))
}

/** The cells of a line of RFC 4180 without line breaks in cells. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  )
}
