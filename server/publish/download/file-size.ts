import { Problem } from '../../../core/problem.ts'

const GIGABYTE = 1024 ** 3
/** Disk space that one download may use. */
const LARGEST_FILE_BYTES = 4 * GIGABYTE

/** Throws Problem (413) when a file exceeds its limit. */
export function checkFileSize(id: string, bytes: number, largest = LARGEST_FILE_BYTES): void {
  if (bytes <= largest) return
  const most = `${Math.round(largest / GIGABYTE)} GB`
  throw new Problem({
    title: 'File too large',
    status: 413,
    detail: `${id}: expected a file of at most ${most}; narrow it by area or year, or take GeoJSON or CSV`,
    expected: `a file of at most ${most}`,
  })
}
