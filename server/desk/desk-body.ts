import { z } from 'zod'
import { DESK_TABS } from '../../core/desk/desk-queue.ts'
import { badParameter } from '../../core/problem.ts'
import { PROPOSAL_STAGES } from '../../core/proposal/stage.ts'
import { TERMS } from '../proposals/decision-body.ts'
import { MOST_ROWS } from '../proposals/decision-request.ts'
import { readBody } from '../requests/read-body.ts'
import { STORABLE_TEXT } from '../requests/storable-text.ts'

const LONGEST = { code: 60, filter: 400, token: 100 } as const
const MOST_GRANTS = 1000

const text = (longest: number, what: string) =>
  z
    .string(`expected ${what}`)
    .max(longest, `expected ${what} of at most ${longest} characters`)
    .refine(...STORABLE_TEXT)

const value = text(LONGEST.filter, 'a value as in the query of /api/queue').optional()
const filter = z.strictObject({
  ...{ year: value, stage: value, sector: value, source: value, area: value, q: value, agency: value },
})

/** Which proposals: by their codes, or all that the filter finds in a queue. */
const WHICH = {
  codes: z
    .array(text(LONGEST.code, 'the code of a proposal'), 'expected a list of codes')
    .min(1, 'expected at least one code')
    .max(MOST_ROWS, `expected at most ${MOST_ROWS} codes`)
    .optional(),
  grant: z.int('expected the number of a queue').min(1).max(MOST_GRANTS).optional(),
  filter: filter.optional(),
} as const

const previewSchema = z.strictObject({
  ...WHICH,
  tab: z.enum(DESK_TABS, `expected one of ${DESK_TABS.join(', ')}`).optional(),
  ...TERMS,
})
const batchSchema = z.strictObject({
  token: text(LONGEST.token, 'the token of a preview').regex(
    /^[\w-]{20,100}$/,
    'expected the token of a preview',
  ),
})
const announcementSchema = z.strictObject({
  ...WHICH,
  upToStage: z.enum(PROPOSAL_STAGES, `expected one of ${PROPOSAL_STAGES.join(', ')}`).optional(),
  preview: z.boolean('expected true or false').optional(),
})

export type PreviewBody = z.infer<typeof previewSchema>
export type AnnouncementBody = z.infer<typeof announcementSchema>

export const readPreviewBody = (body: unknown): PreviewBody => readWhich(readBody(previewSchema, body))
export const readBatchBody = (body: unknown) => readBody(batchSchema, body)
export const readAnnouncementBody = (body: unknown): AnnouncementBody =>
  readWhich(readBody(announcementSchema, body))

export const deskJsonSchemas = () => {
  const options = { unrepresentable: 'any', io: 'input' } as const
  return {
    preview: z.toJSONSchema(previewSchema, options),
    batch: z.toJSONSchema(batchSchema, options),
    announcement: z.toJSONSchema(announcementSchema, options),
  }
}

/** Codes, or a queue; not both and not neither, or something else would be decided about than was meant. */
function readWhich<Body extends { codes?: unknown; grant?: unknown; filter?: unknown }>(body: Body): Body {
  const { codes, grant, filter: asked } = body
  if (codes === undefined && grant === undefined)
    throw badParameter('grant', '(missing)', 'the number of a queue, or codes of proposals')
  if (codes !== undefined && asked !== undefined)
    throw badParameter('filter', asked, 'either codes or a filter')
  return body
}
