import { setImmediate as sent } from 'node:timers/promises'
import type { Knex } from 'knex'
import type { Envelope } from '../../core/geo/envelope.ts'
import type { LonLat } from '../../core/geo/lon-lat.ts'
import type { CoordinateCandidate } from '../../core/proposal/coordinate-candidate.ts'
import {
  assessLocation,
  type LocationAssessment,
  pointsToLocate,
} from '../../core/proposal/location-quality.ts'
import { makeVillageMatcher, type NamedArea, type VillageMatch } from '../../core/proposal/village-name.ts'
import type { InTurn } from '../database/in-turn.ts'
import { select, sql } from '../database/sql-fragment.ts'
import { VillageShapes } from './village-shapes.ts'

export interface StatedPlace {
  village: string | null
  district: string | null
  /** Code given by the file itself; then names are not asked. */
  villageCode: string | null
  candidates: readonly CoordinateCandidate[]
}

export interface FoundPlace extends LocationAssessment {
  match: VillageMatch | null
}

interface Question {
  n: number
  lon: number
  lat: number
  code: string | null
}

interface Answer {
  n: number
  found: string | null
  metres: number | null
}

/**
 * Finds places of proposals among the villages of one package: names in memory, and points that lie in their stated
 * village too, which is nine in ten; the rest by one query a batch.
 */
export class PlaceFinder {
  readonly #match: (stated: { village: string; district: string }) => VillageMatch
  readonly #villages: ReadonlySet<string>
  readonly #packageId: string
  readonly #extent: Envelope
  readonly #shapes: VillageShapes

  private constructor(
    packageId: string,
    areas: readonly NamedArea[],
    extent: Envelope,
    shapes: VillageShapes,
  ) {
    this.#packageId = packageId
    this.#shapes = shapes
    this.#match = makeVillageMatcher(areas)
    this.#villages = new Set(areas.filter(({ level }) => level === 'village').map(({ code }) => code))
    this.#extent = extent
  }

  /** For a package with the extent of its areas in degrees. */
  static async read(knex: Knex, packageId: string, extent: Envelope): Promise<PlaceFinder> {
    const areas = await readNamedAreas(knex, packageId)
    return new PlaceFinder(packageId, areas, extent, await VillageShapes.read(knex, packageId))
  }

  /** Asks the database at most once, when its turn comes; what needs no asking is found before. */
  async find(
    { transaction, inTurn }: { transaction: Knex; inTurn: InTurn },
    places: readonly StatedPlace[],
  ): Promise<FoundPlace[]> {
    const stated = places.map((place) => this.#statedVillage(place))
    const questions = places.flatMap(({ candidates }, index) =>
      pointsToLocate(candidates).map(
        ([lon, lat]): Omit<Question, 'n'> => ({ lon, lat, code: stated[index]?.code ?? null }),
      ),
    )
    const answers = await this.#answer(questions, (open) => inTurn(() => this.#ask(transaction, open)))
    // Whoever is next in turn asks before this thread goes on.
    await sent()
    return places.map(({ candidates, village }, index) => {
      const { code = null, match = null } = stated[index] ?? {}
      const answerOf = ([lon, lat]: LonLat) => answers.get(keyOf(lon, lat, code))
      const assessment = assessLocation({
        candidates,
        villageCode: code,
        unmatchedPlace: code === null && village !== null,
        extent: this.#extent,
        metresToVillage: (point) => answerOf(point)?.metres ?? Infinity,
        villageAt: (point) => answerOf(point)?.found ?? null,
      })
      return { ...assessment, match }
    })
  }

  #statedVillage({ village, district, villageCode }: StatedPlace): {
    code: string | null
    match: VillageMatch | null
  } {
    if (villageCode && this.#villages.has(villageCode)) return { code: villageCode, match: null }
    const match = this.#match({ village: village ?? '', district: district ?? '' })
    return { code: match.village?.code ?? null, match }
  }

  async #answer(
    questions: readonly Omit<Question, 'n'>[],
    ask: (open: readonly Omit<Question, 'n'>[]) => Promise<Map<string, Answer>>,
  ): Promise<Map<string, Omit<Answer, 'n'>>> {
    const answers = new Map<string, Omit<Answer, 'n'>>()
    const open = questions.filter(({ lon, lat, code }) => {
      if (code === null || !this.#shapes.contains(code, [lon, lat])) return true
      answers.set(keyOf(lon, lat, code), { found: code, metres: 0 })
      return false
    })
    const asked = open.length > 0 ? await ask(open) : []
    for (const [key, answer] of asked) answers.set(key, answer)
    return answers
  }

  async #ask(transaction: Knex, questions: readonly Omit<Question, 'n'>[]): Promise<Map<string, Answer>> {
    if (questions.length === 0) return new Map()
    const rows = await select<Answer>(
      transaction,
      sql`WITH asked AS MATERIALIZED (
         SELECT q.n, q.code, ST_SetSRID(ST_MakePoint(q.lon, q.lat), 4326) AS point
         FROM jsonb_to_recordset(${JSON.stringify(questions.map((question, n) => ({ ...question, n })))}::jsonb) AS q(n integer, lon double precision, lat double precision, code text)
       )
       SELECT asked.n, inside.code AS found,
              CASE WHEN inside.code = asked.code THEN 0
                   WHEN asked.code IS NOT NULL THEN ST_Distance(stated.geom::geography, asked.point::geography) END AS metres
       FROM asked
       LEFT JOIN LATERAL (
         SELECT a.code FROM areas a JOIN datasets d ON d.id = a.dataset_id AND d.package_id = ${this.#packageId}
         WHERE a.level = 'village' AND ST_Intersects(a.geom, asked.point)
         ORDER BY (a.code = asked.code) DESC NULLS LAST, a.code LIMIT 1) inside ON true
       LEFT JOIN areas stated ON stated.code = asked.code AND asked.code IS DISTINCT FROM inside.code`,
    )
    return new Map(
      rows.flatMap((answer) => {
        const question = questions[answer.n]
        return question ? [[keyOf(question.lon, question.lat, question.code), answer] as const] : []
      }),
    )
  }
}

function keyOf(lon: number, lat: number, code: string | null): string {
  return `${lon} ${lat} ${code ?? ''}`
}

/** Villages and districts of a package by name, for matching. */
async function readNamedAreas(knex: Knex, packageId: string): Promise<NamedArea[]> {
  return await knex('areas')
    .join('datasets', 'datasets.id', 'areas.dataset_id')
    .where('datasets.package_id', packageId)
    .whereIn('areas.level', ['village', 'district'])
    .select<NamedArea[]>({
      code: 'areas.code',
      name: 'areas.name',
      level: 'areas.level',
      parentCode: 'areas.parent_code',
    })
}
