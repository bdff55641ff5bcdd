import { z } from 'zod'
import { badParameter } from '../../core/problem.ts'
import { FILTER_NAMES, type FilterQuery } from '../proposals/filter.ts'
import { readBody } from '../requests/read-body.ts'
import { STORABLE_TEXT } from '../requests/storable-text.ts'
import { MOST_VILLAGES } from './dissolve-villages.ts'

const FARTHEST_SNAP_METRES = 2000

const text = (least: number, most: number) =>
  z
    .string(`expected a text of ${least} to ${most} characters`)
    .trim()
    .min(least, `expected at least ${least} characters`)
    .max(most, `expected at most ${most} characters`)
    .refine(...STORABLE_TEXT)
/** Read by core/zones/zone-shape, which has better words for what is wrong with it. */
const geometry = z.unknown()
const portfolioId = text(1, 100).nullish()

const listed = z
  .union([text(0, 2000), z.number(), z.array(z.union([text(0, 200), z.number()])).max(60)], {
    error: 'expected text, a number or a list',
  })
  .transform((value) => (Array.isArray(value) ? value.join(',') : String(value)))
const filter = z.strictObject(
  Object.fromEntries(FILTER_NAMES.map((name) => [name, listed.optional()])),
  `expected names of ${FILTER_NAMES.join(', ')}`,
)

const statistics = z.strictObject({ geometry, portfolioId, filter: filter.optional() })
const snap = z.strictObject({
  geometry: geometry.optional(),
  toleranceMetres: z
    .number(`expected metres from 1 to ${FARTHEST_SNAP_METRES}`)
    .min(1, `expected metres from 1 to ${FARTHEST_SNAP_METRES}`)
    .max(FARTHEST_SNAP_METRES, `expected metres from 1 to ${FARTHEST_SNAP_METRES}`)
    .default(200),
  villages: z
    .array(text(1, 20))
    .min(1)
    .max(MOST_VILLAGES, `expected at most ${MOST_VILLAGES} codes`)
    .optional(),
})
const zone = z.strictObject({
  name: text(1, 120),
  note: text(0, 2000).default(''),
  published: z.boolean('expected true or false').default(false),
  portfolioId,
  geometry: geometry.optional(),
})

export interface StatisticsBody {
  geometry: unknown
  portfolioId?: string | null | undefined
  filter?: FilterQuery | undefined
}
export type SnapBody = z.infer<typeof snap>
export type ZoneBody = z.infer<typeof zone>

export const readStatisticsBody = (body: unknown): StatisticsBody =>
  readBody(statistics, body) as StatisticsBody
export const readZoneBody = (body: unknown): ZoneBody => readBody(zone, body)

export function readSnapBody(body: unknown): SnapBody {
  const snapping = readBody(snap, body)
  if ((snapping.geometry === undefined) === (snapping.villages === undefined))
    throw badParameter('geometry', snapping.geometry, 'either geometry or villages')
  return snapping
}

export const zoneJsonSchemas = () => ({
  statistics: jsonSchema(statistics),
  snap: jsonSchema(snap),
  zone: jsonSchema(zone),
})

function jsonSchema(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })
}
