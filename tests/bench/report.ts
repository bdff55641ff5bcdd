import { cpus, release } from 'node:os'

export interface Result {
  what: string
  /** As section 9 of the design has it; null: told, no bar. */
  bar: string | null
  reached: string
  /** Null where there is no bar. */
  met: boolean | null
  note: string
}

/** A ratio against a bar: at least so much. */
export function atLeast(what: string, bar: number, ratio: number, note: string): Result {
  return { what, bar: `≥ ${bar}×`, reached: `${ratio.toFixed(2)}×`, met: ratio >= bar, note }
}

/** A figure against a bar: at most so much. */
export function atMost(what: string, [bar, unit]: [number, string], figure: number, note: string): Result {
  const reached = `${figure < 10 ? figure.toFixed(1) : Math.round(figure)} ${unit}`
  return { what, bar: `≤ ${bar} ${unit}`, reached, met: figure <= bar, note }
}

export function leftOut(what: string, bar: string, why: string): Result {
  return { what, bar, reached: '–', met: null, note: `left out: ${why}` }
}

export function reported(what: string, reached: string, note = ''): Result {
  return { what, bar: null, reached, met: null, note }
}

/** One table in Markdown, as it also stands in docs/benchmarks.md. */
export function formatTable(results: readonly Result[]): string {
  const rows = results.map(({ what, bar, reached, met, note }) => {
    const mark = met === null ? '' : met ? '✅' : '❌'
    return `| ${[what, bar ?? '', reached, mark, note].join(' | ')} |`
  })
  return ['| What | Bar | Reached | | How |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')
}

/** The machine and the versions: without them a figure says nothing. */
export function describeSetting(versions: readonly string[]): string {
  const [first] = cpus()
  const cores = `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}`
  return [cores, `Linux ${release()}`, `Node ${process.versions.node}`, ...versions].join(' · ')
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}
