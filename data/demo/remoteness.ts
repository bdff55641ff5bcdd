import { distance } from './frame.ts'
import { createNoise } from './noise.ts'
import type { World } from './world.ts'

/**
 * How remote each village is, 0 (town) to 1: distance to the capital, to its district's seat and to a made road.
 * Poverty, the village index and the gaps of schools and health posts all lean on it.
 */
export function measureRemoteness(world: World): number[] {
  const { villages, districts, roads } = world
  const capital = villages[0]
  if (!capital) return []
  const made = roads
    .filter((r) => r.category === 'nasional' || r.category === 'kabupaten')
    .flatMap((r) => r.line)
  const drift = createNoise({ seed: world.seed + 131, wavelengthMetres: 22_000, octaves: 2 })
  return villages.map((village) => {
    const seat = villages[districts[village.district]?.seat ?? 0] ?? capital
    const toCapital = 1 - Math.exp(-distance(village.centre, capital.centre) / 22_000)
    const toSeat = 1 - Math.exp(-distance(village.centre, seat.centre) / 8_000)
    const toRoad = 1 - Math.exp(-Math.min(...made.map((p) => distance(village.centre, p))) / 4_500)
    const island = village.setting === 'island' ? 0.12 : 0
    const value = 0.5 * toCapital + 0.2 * toSeat + 0.3 * toRoad + island + 0.16 * drift(...village.centre)
    return Math.min(1, Math.max(0, value))
  })
}
