import type { TileAddress } from '../../core/geo/tile.ts'
import type { PickedTiles } from './pick-tiles.ts'
import { quantile } from './report.ts'

export interface Timing {
  /** Milliseconds a tile by the clock. */
  perTile: number
  p50: number
  p99: number
  bytesPerTile: number
}

/** Asks for every tile once, so many at a time; `ask` gives the answer's length in bytes. */
export async function timeTiles(
  { warmUp, timed }: PickedTiles,
  atOnce: number,
  ask: (tile: TileAddress) => Promise<number>,
): Promise<Timing> {
  for (const tile of warmUp) await ask(tile)
  const times: number[] = []
  let next = 0
  let bytes = 0
  const lane = async () => {
    for (let tile = timed[next++]; tile; tile = timed[next++]) {
      const start = performance.now()
      const length = await ask(tile)
      bytes += length
      times.push(performance.now() - start)
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: atOnce }, lane))
  const perTile = (performance.now() - start) / timed.length
  return {
    perTile,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    bytesPerTile: bytes / timed.length,
  }
}

export function describeTiming({ perTile, p50, p99, bytesPerTile }: Timing): string {
  const ms = (value: number) => value.toFixed(1)
  return `${ms(perTile)} ms a tile (p50 ${ms(p50)}, p99 ${ms(p99)}, ${(bytesPerTile / 1000).toFixed(0)} kB)`
}
