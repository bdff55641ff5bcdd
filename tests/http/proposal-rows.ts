import { parse } from 'csv-parse/sync'
import type { TestServer } from '../support/start-test-server.ts'

export interface ProposalRow {
  code: string
  /** Null when empty. */
  values: Record<string, number | null>
  costRupiah: number | null
  score: number | null
  cells: Record<string, string>
}

/** The proposals as the download gives them to anyone, in the order of their codes' bytes. */
export async function downloadRows(server: TestServer, query = ''): Promise<ProposalRow[]> {
  const text = await (await server.get(`/data/proposals.csv${query}`)).text()
  const records = parse(text, { columns: true, bom: true }) as Record<string, string>[]
  const rows = records.map((cells) => ({
    code: cells.code ?? '',
    values: Object.fromEntries(
      Object.entries(cells)
        .filter(([name]) => name.startsWith('c_'))
        .map(([name, cell]) => [name.slice(2), numberOf(cell)]),
    ),
    costRupiah: numberOf(cells.costRupiah),
    score: numberOf(cells.score),
    cells,
  }))
  return rows.sort(byCode)
}

export function byCode(a: { code: string }, b: { code: string }): number {
  return Buffer.compare(Buffer.from(a.code), Buffer.from(b.code))
}

/** Ranked from the downloaded file alone: sum of weight × value, greatest first, ties by the bytes of the code. */
export function rankedPlainly(of: ProposalRow[], weights: Record<string, number>) {
  return of
    .map(({ code, values }) => ({
      code,
      sum: Object.entries(weights).reduce((sum, [key, weight]) => sum + weight * (values[key] ?? 0), 0),
    }))
    .sort((a, b) => b.sum - a.sum || byCode(a, b))
}

function numberOf(cell: string | undefined): number | null {
  return cell === undefined || cell === '' ? null : Number(cell)
}
