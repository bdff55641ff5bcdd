import type { Point } from './frame.ts'
import type { Polygon } from './polygon.ts'
import { describeRivers, nameRivers, type RiverRecord } from './river-records.ts'
import { describeRoads, type RoadRecord } from './road-records.ts'
import { createRoads } from './roads.ts'
import { createSettlements } from './settlements.ts'
import { createStreets } from './streets.ts'
import { createTerritory, type Territory } from './territory.ts'
import { createVillages, type District, type Village, type Villages } from './villages.ts'
import { createWater, type WaterBody } from './water.ts'

/** Everything that can be drawn on the map of the made-up regency. */
export interface World extends Villages {
  seed: number
  territory: Territory
  villages: Village[]
  districts: District[]
  roads: RoadRecord[]
  rivers: RiverRecord[]
  water: WaterBody[]
  settlements: Polygon[]
}

export function createWorld(seed: number): World {
  const territory = createTerritory(seed)
  const places = createVillages(seed, territory)
  const through = createRoads(seed, territory, places)
  const streets = createStreets(seed, territory, places, through)
  const roads = describeRoads(seed, territory, places, [...through, ...streets])
  const names = nameRivers(seed, territory)
  const centres = places.villages.map((v): Point => v.centre)
  return {
    seed,
    territory,
    ...places,
    roads,
    rivers: describeRivers(territory, names),
    water: createWater(seed, territory, centres, names),
    settlements: createSettlements(territory, places, roads),
  }
}
