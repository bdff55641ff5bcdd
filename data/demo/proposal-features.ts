import type { Feature, Geometry } from 'geojson'
import { misspell } from './address-text.ts'
import { decisionTrail } from './decision-trail.ts'
import type { Point } from './frame.ts'
import { lineGeometry, pointGeometry, polygonGeometry } from './geojson.ts'
import type { Occurrence } from './occurrences.ts'
import type { PlaceIndex } from './place-index.ts'
import { prioritiesOf } from './priorities.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

/** The drawn place of a proposal: groups often have none, some pins sit in the wrong village, repeats are off a bit. */
function locate(world: World, index: PlaceIndex, occurrence: Occurrence, random: Random): Geometry | null {
  const { need, repeat } = occurrence
  const drawn = need.place.geometry
  const missing = need.kind.shape === 'group' ? 0.55 : drawn.type === 'Point' ? 0.12 : 0.05
  if (random.chance(missing)) return null
  const shift: Point = repeat ? [22 * random.normal(), 22 * random.normal()] : [0, 0]
  const move = (p: Point): Point => [p[0] + shift[0], p[1] + shift[1]]
  const stays = (points: readonly Point[]) => index.containsLine(need.village, points)
  if (drawn.type === 'Point') {
    if (random.chance(0.035)) {
      const other = random.pick(world.villages.filter((v) => v !== world.villages[need.village]))
      return pointGeometry(other.centre)
    }
    return pointGeometry(stays([move(drawn.at)]) ? move(drawn.at) : drawn.at)
  }
  if (drawn.type === 'LineString') {
    const moved = drawn.line.map(move)
    return lineGeometry(stays(moved) ? moved : drawn.line)
  }
  const moved = drawn.ring.map(move)
  return polygonGeometry([[stays(moved) ? moved : drawn.ring]])
}

interface Streams {
  random: Random
  priorities: Random
}

function propertiesOf(
  world: World,
  occurrence: Occurrence,
  { random, priorities }: Streams,
): Record<string, unknown> {
  const { need } = occurrence
  const village = world.villages[need.village]!
  const { decisions, stage } = decisionTrail(occurrence, random)
  const misspelled = random.chance(0.03)
  return {
    submittedOn: occurrence.submittedOn,
    source: occurrence.source,
    proposerGroup: occurrence.proposer,
    title: occurrence.title,
    problem: occurrence.problem,
    programmeCode: need.kind.programmeCode,
    agency: need.kind.agency,
    expenditureType: need.kind.spending,
    costRupiah: occurrence.costRupiah,
    volume: occurrence.volume,
    unit: need.kind.unit,
    vulnerable: need.kind.vulnerable ?? [],
    ...prioritiesOf(occurrence, priorities),
    status: occurrence.outcome,
    stage,
    // Without a code the importer has to go by the name, as with other exports.
    villageCode: misspelled ? null : village.code,
    villageName: misspelled ? misspell(village.name, random) : village.name,
    districtName: world.districts[village.district]?.name ?? null,
    address: `${need.words.rt} ${need.words.desa}`,
    decisions,
  }
}

/** Proposals with their own geometry, in the public property names of the product. */
export function proposalFeatures(
  world: World,
  index: PlaceIndex,
  occurrences: readonly Occurrence[],
  streams: Streams,
): Feature<Geometry | null>[] {
  return occurrences.map((occurrence, i) => {
    const { year } = occurrence
    const sourceId = `${year}${String(i + 1).padStart(5, '0')}`
    const geometry = locate(world, index, occurrence, streams.random)
    return {
      type: 'Feature',
      properties: { sourceId, year, ...propertiesOf(world, occurrence, streams) },
      geometry,
    }
  })
}
