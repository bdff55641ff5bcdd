import type { Histogram } from '../../../../core/score/column-spread.ts'

/** Where a bin begins and ends; the last one ends with the greatest value. */
export function edgesOf({ least, end, greatest, counts }: Histogram, bin: number): [number, number] {
  const width = (end - least) / counts.length
  return [least + bin * width, bin === counts.length - 1 ? greatest : least + (bin + 1) * width]
}
