const DELIMITERS = [',', ';', '\t', '|']
const SAMPLE_LINES = 100

/** Counts a delimiter outside quotes on each line of a sample. */
function countsPerLine(sample: string, delimiter: string): number[] {
  const counts: number[] = []
  let count = 0
  let quoted = false
  for (const char of sample) {
    if (char === '"') quoted = !quoted
    else if (quoted) continue
    else if (char === delimiter) count += 1
    else if (char === '\n') {
      counts.push(count)
      count = 0
      if (counts.length === SAMPLE_LINES) return counts
    }
  }
  // The last line of a sample may be cut off; it only counts where it is all there is.
  return counts.length === 0 ? [count] : counts
}

/** Share of the lines that have the most usual non-zero number of delimiters, and that number. */
function agreement(counts: number[]): { share: number; usual: number } {
  const lines = new Map<number, number>()
  for (const count of counts) if (count > 0) lines.set(count, (lines.get(count) ?? 0) + 1)
  const [usual, hits] = [...lines].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0]
  return { share: hits / counts.length, usual }
}

/**
 * The delimiter on which the lines of a sample agree best: `;` tables with decimal commas have commas too, but not
 * the same number on each line. ',' when there is none at all (a table of one column).
 */
export function detectDelimiter(sample: string): string {
  const scored = DELIMITERS.map((delimiter) => ({
    delimiter,
    ...agreement(countsPerLine(sample, delimiter)),
  }))
  scored.sort((a, b) => b.share - a.share || b.usual - a.usual)
  return scored[0] && scored[0].usual > 0 ? scored[0].delimiter : ','
}
