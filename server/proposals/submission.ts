import { z } from 'zod'
import { Problem, showReceived } from '../../core/problem.ts'
import { SECTOR_CODES } from '../../core/proposal/sector.ts'

const LONGEST_TITLE = 300
const LONGEST_TEXT = 4000
const MOST_VERTICES = 5000

const lon = z.number().min(-180).max(180)
const lat = z.number().min(-90).max(90)
const position = z.tuple([lon, lat], 'expected [longitude, latitude] in degrees')
const line = z.array(position).min(2).max(MOST_VERTICES)
const ring = z.array(position).min(4).max(MOST_VERTICES)
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
    title: z.string().trim().min(5, 'expected at least 5 characters').max(LONGEST_TITLE),
    problem: z.string().trim().max(LONGEST_TEXT).optional(),
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
    unit: z.string().trim().max(50).optional(),
    beneficiaries: count.optional(),
    vulnerable: z.record(z.string().max(40), count).optional(),
    urgency: z.int().min(1).max(5).optional(),
    contact: z
      .strictObject({
        name: z.string().trim().max(200).optional(),
        phone: z.string().trim().max(40).optional(),
        address: z.string().trim().max(500).optional(),
      })
      .optional(),
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

export interface FieldFault {
  parameter: string
  received: string
  expected: string
}

/** Reads a submission, or throws a 400 that names every field at fault, so that a form can mark them all at once. */
export function readSubmission(body: unknown): Submission {
  const parsed = submissionSchema.safeParse(body, { reportInput: true })
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.flatMap((issue): FieldFault[] => {
    const parameter = issue.path.join('.') || 'body'
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        parameter: [...issue.path, key].join('.'),
        received: key,
        expected: 'a field of a proposal (see /api/openapi.json)',
      }))
    }
    return [{ parameter, received: showReceived(issue.input ?? null), expected: issue.message }]
  })
  const first = faults[0]
  throw new SubmissionFault(faults, `${first?.parameter}: ${first?.expected}; received ${first?.received}`)
}

export class SubmissionFault extends Problem {
  readonly faults: readonly FieldFault[]

  constructor(faults: readonly FieldFault[], detail: string) {
    super({ title: 'Proposal not understood', status: 400, detail, ...faults[0] })
    this.faults = faults
  }
}

export const submissionJsonSchema = () =>
  z.toJSONSchema(submissionSchema, { unrepresentable: 'any', io: 'input' })
