import { z } from 'zod'
import { describeGeometryFault } from '../../core/geometry/geometry-fault.ts'
import { judgeGeometry } from '../../core/geometry/judge-geometry.ts'
import { SECTOR_CODES } from '../../core/proposal/sector.ts'
import { SECRET_PATTERN } from '../access/submission-secret.ts'
import { BodyRefused, readBody } from '../requests/read-body.ts'
import { STORABLE_TEXT } from '../requests/storable-text.ts'

const LONGEST_TITLE = 300
const LONGEST_TEXT = 4000
const MOST_VERTICES = 5000
const MOST_GROUPS = 50

const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .refine(...STORABLE_TEXT)

const lon = z.number().min(-180).max(180)
const lat = z.number().min(-90).max(90)
const position = z.tuple([lon, lat], 'expected [longitude, latitude] in degrees')
const line = z.array(position).min(2).max(MOST_VERTICES)
const ring = z
  .array(position)
  .min(4)
  .max(MOST_VERTICES)
  .refine((points) => points[0]?.join() === points.at(-1)?.join(), {
    path: [],
    error: 'expected a closed ring: the first position again at the end',
    when: ({ issues }) => issues.length === 0,
  })
const geometry = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('Point'), coordinates: position }),
    z.strictObject({ type: z.literal('LineString'), coordinates: line }),
    z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1).max(50) }),
  ],
  'expected a GeoJSON Point, LineString or Polygon',
)

const count = z.int().min(0).max(100_000_000)

const submissionSchema = z
  .strictObject({
    title: text(LONGEST_TITLE).min(5, 'expected at least 5 characters'),
    problem: text(LONGEST_TEXT).optional(),
    villageCode: z
      .string()
      .regex(/^[0-9.]{2,20}$/, 'expected an area code such as 62.01.01.2001')
      .optional(),
    geometry: geometry.optional(),
    lon: lon.optional(),
    lat: lat.optional(),
    year: z.int().min(2000).max(2100).optional(),
    sector: z.enum(SECTOR_CODES).optional(),
    costRupiah: z.number().min(0).max(1e15).optional(),
    volume: z.number().min(0).max(1e9).optional(),
    unit: text(50).optional(),
    beneficiaries: count.optional(),
    vulnerable: z
      .record(text(40), count)
      .refine((groups) => Object.keys(groups).length <= MOST_GROUPS, `expected at most ${MOST_GROUPS} groups`)
      .optional(),
    urgency: z.int().min(1).max(5).optional(),
    months: z.number().min(0).max(1200).optional(),
    readiness: z.int().min(0).max(3).optional(),
    planMatch: z.int().min(0).max(2).optional(),
    contact: z
      .strictObject({
        name: text(200).optional(),
        phone: text(40).optional(),
        address: text(500).optional(),
      })
      .optional(),
    /** Made on the phone together with the draft: whoever shows it again may take this proposal back or revise it. */
    secret: z.string().regex(SECRET_PATTERN, 'expected 43 to 100 letters, digits, _ or -').optional(),
  })
  .refine((value) => (value.lon === undefined) === (value.lat === undefined), {
    path: ['lon'],
    error: 'expected lon and lat together',
  })
  .refine((value) => !(value.geometry && value.lon !== undefined), {
    path: ['geometry'],
    error: 'expected either geometry or lon and lat',
  })
  .refine((value) => value.villageCode || value.geometry || value.lon !== undefined, {
    path: ['villageCode'],
    error: 'expected a place: villageCode, geometry, or lon and lat',
  })

export type Submission = z.infer<typeof submissionSchema>

/** Reads a submission, or throws a 400 that names every field at fault, so that a form can mark them all at once. */
export function readSubmission(body: unknown): Submission {
  return requireSimple(readBody(submissionSchema, body))
}

/** Judged here, before an engine sees it: one that crosses itself costs GEOS the square of its vertices. */
function requireSimple(submission: Submission): Submission {
  const fault = submission.geometry && judgeGeometry(submission.geometry)
  if (!fault) return submission
  const { received, expected } = describeGeometryFault(fault)
  throw new BodyRefused([{ parameter: 'geometry', received, expected }])
}

export const submissionJsonSchema = () =>
  z.toJSONSchema(submissionSchema, { unrepresentable: 'any', io: 'input' })
