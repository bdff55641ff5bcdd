import { parentPort, workerData } from 'node:worker_threads'
import { Problem } from '../../core/problem.ts'
import { yieldToRequests } from '../threads/yield-to-requests.ts'
import type { AnalysisInput, AnalysisKind, AnalysisOutput, InputName, RowInputName } from './compute/analysis.ts'
import { computeAccess } from './compute/access.ts'
import { computeDensity } from './compute/density.ts'
import { computeHotspots } from './compute/hotspots.ts'
import { computeInequality } from './compute/inequality.ts'
import { computeLocalMoran } from './compute/local-moran.ts'
import { computeRupiahPerPoor } from './compute/rupiah-per-poor.ts'
import { computeSilentDeserts } from './compute/silent-deserts.ts'
import { readPoints } from './read-points.ts'
import type { FromStatistics, StatisticsTask, ToStatistics } from './worker-messages.ts'

const PROGRESS_EVERY_MS = 200
/** Rows a message: each becomes one INSERT. */
const BATCH = 1_000

const COMPUTE: Readonly<Record<AnalysisKind, (input: AnalysisInput) => AnalysisOutput>> = {
  hotspots: computeHotspots,
  'local-moran': computeLocalMoran,
  density: computeDensity,
  access: computeAccess,
  inequality: computeInequality,
  'silent-deserts': computeSilentDeserts,
  'rupiah-per-poor': computeRupiahPerPoor,
}

const port = parentPort
if (port) {
  yieldToRequests()
  const task = workerData as StatisticsTask
  const send = (message: FromStatistics) => port.postMessage(message)
  const pages = new Map<InputName, (string | Uint8Array)[]>()
  port.on('message', (message: ToStatistics) => {
    if ('input' in message) {
      const before = pages.get(message.input)
      if (before) before.push(message.page)
      else pages.set(message.input, [message.page])
      return
    }
    try {
      answer(send, COMPUTE[task.kind](inputOf(task, pages, send)))
    } catch (error) {
      if (error instanceof Problem) send({ problem: error.body })
      else send({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
    port.close()
  })
}

function inputOf(
  task: StatisticsTask,
  pages: Map<InputName, (string | Uint8Array)[]>,
  send: (message: FromStatistics) => void,
): AnalysisInput {
  const parsed = new Map<InputName, readonly unknown[]>()
  let told = 0
  const binary = (name: InputName) => (pages.get(name) ?? []).filter((page) => typeof page !== 'string')
  const points = readPoints(binary('points'))
  pages.delete('points')
  return {
    crs: task.crs,
    smallCell: task.smallCell,
    service: task.service,
    outlines: binary('outlines'),
    points,
    rows<Row extends readonly unknown[]>(name: RowInputName): readonly Row[] {
      const known = parsed.get(name)
      if (known) return known as readonly Row[]
      const waiting = pages.get(name) ?? []
      pages.delete(name)
      // Each page's text goes as it is read.
      const rows: Row[] = []
      for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
        for (const row of JSON.parse(String(page)) as Row[]) rows.push(row)
      }
      parsed.set(name, rows)
      return rows
    },
    onProgress(share) {
      if (Date.now() - told < PROGRESS_EVERY_MS) return
      told = Date.now()
      send({ progress: share })
    },
  }
}

/** Rows leave as JSON text in batches, so that the server's own thread never has to write it. */
function answer(send: (message: FromStatistics) => void, { report, areas, cells }: AnalysisOutput): void {
  for (const [layer, rows] of Object.entries(areas)) {
    for (let at = 0; at < rows.length; at += BATCH)
      send({ table: 'areas', layer, rows: JSON.stringify(rows.slice(at, at + BATCH)) })
  }
  for (const [layer, rows] of Object.entries(cells)) {
    for (let at = 0; at < rows.length; at += BATCH)
      send({ table: 'cells', layer, rows: JSON.stringify(rows.slice(at, at + BATCH)) })
  }
  send({ report: JSON.stringify(report) })
}
