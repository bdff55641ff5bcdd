import { z } from 'zod'
import { isTimeZone, readWallDate } from '../../core/cycle/wall-clock.ts'
import { readBody } from '../requests/read-body.ts'
import * as fields from './stage-fields.ts'

/** As areas.code: 62.01.02.2001. */
export const AREA_CODE = /^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/
const YEARS = [2000, 2100] as const
const LONGEST = { reason: 2000, agency: 200, source: 300 } as const
const MOST_RUPIAH = 1e15
export const MOST_CEILINGS = 5000
/** A day: who is later than that has missed it. */
const MOST_GRACE = 86_400
/** How far the years of forum and realisation lie from that of the plan. */
const YEARS_APART = 3

const year = z
  .int('expected a year')
  .min(YEARS[0], `expected a year from ${YEARS[0]}`)
  .max(YEARS[1], `expected a year to ${YEARS[1]}`)
const areaCode = z
  .string('expected the code of an area')
  .regex(AREA_CODE, 'expected the code of an area, such as 62.01.02 or 62.01.02.2001')
const WALL_DATE = 'expected a moment of the clock on the wall, such as 2027-02-28T16:00, without a zone'
const wallDate = z.string(WALL_DATE).transform((text, context) => {
  const read = readWallDate(text)
  if (read !== undefined) return read
  context.addIssue({ code: 'custom', message: WALL_DATE, input: text })
  return z.NEVER
})
const someDate = wallDate.nullable()
const timeZone = z
  .string('expected the name of a time zone')
  .refine(isTimeZone, 'expected the IANA name of a time zone, such as Asia/Jakarta')
const graceSeconds = z
  .int('expected whole seconds')
  .min(0, 'expected seconds, not below 0')
  .max(MOST_GRACE, `expected at most ${MOST_GRACE} seconds`)
const reason = fields.words(LONGEST.reason)

const isInOrder = ({ opens, closes }: { opens: string | null; closes: string | null }) =>
  opens === null || closes === null || opens < closes
const IN_ORDER = { path: ['closes'], error: 'expected a moment after the one at which it opens' }

const yearsFit = (years: { planYear?: number; forumYear: number; realisationYear: number }) => {
  const { planYear = years.realisationYear, forumYear, realisationYear } = years
  return (
    forumYear <= planYear &&
    planYear - forumYear <= YEARS_APART &&
    realisationYear >= planYear &&
    realisationYear - planYear <= YEARS_APART
  )
}
export const YEARS_FIT = {
  path: ['forumYear'],
  error: `expected the year of the forums, then that of the plan, then that of the realisation, at most ${YEARS_APART} apart`,
}

const creation = z
  .strictObject({
    region: areaCode,
    planYear: year,
    forumYear: year.optional(),
    realisationYear: year.optional(),
    timeZone,
    tracks: fields.tracks,
    usualDates: z.boolean('expected true or false').optional(),
  })
  .transform(({ usualDates = false, forumYear, realisationYear, ...given }) => ({
    ...given,
    usualDates,
    forumYear: forumYear ?? given.planYear - 1,
    realisationYear: realisationYear ?? given.planYear,
  }))
  .refine(yearsFit, YEARS_FIT)
export type CycleCreation = z.infer<typeof creation>

const settings = z.strictObject({
  forumYear: year,
  realisationYear: year,
  timeZone,
  graceSeconds,
  pokirCloses: someDate,
  pokirLate: z.enum(['change', 'next-year'], 'expected change or next-year'),
})
export type CycleSettings = z.infer<typeof settings>

const stageSettings = z
  .strictObject({
    name: fields.label,
    tracks: fields.tracks,
    opens: someDate,
    closes: someDate,
    results: fields.results,
    announces: someDate,
    beside: fields.beside,
    actors: fields.actors,
    checklist: fields.checklist,
    quotas: fields.quotas,
    reasons: fields.reasons,
    source: fields.note.nullable(),
  })
  .refine(isInOrder, IN_ORDER)
export type StageSettings = z.infer<typeof stageSettings>

const newStage = z.strictObject({
  key: fields.key,
  kind: fields.kind,
  name: fields.label,
  tracks: fields.tracks,
  beside: fields.beside,
  /** Key of the stage after which it comes; null for the first. */
  after: fields.key.nullable(),
})
export type NewStage = z.infer<typeof newStage>

const areaDates = z.strictObject({ opens: someDate, closes: someDate }).refine(isInOrder, IN_ORDER)
export type AreaDates = z.infer<typeof areaDates>

const extension = z.strictObject({ area: areaCode.optional(), until: wallDate, reason })
export type StageExtension = z.infer<typeof extension>

const closing = z.strictObject({ area: areaCode.optional(), reason })
export type StageClosing = z.infer<typeof closing>

const ceiling = z
  .strictObject({
    area: areaCode.nullable(),
    agency: fields.words(LONGEST.agency).nullable(),
    rupiah: z
      .number('expected rupiah')
      .min(0, 'expected rupiah, not below 0')
      .max(MOST_RUPIAH, `expected at most ${MOST_RUPIAH}`),
    source: fields.words(LONGEST.source),
  })
  .refine(({ area, agency }) => area !== null || agency !== null, {
    path: ['area'],
    error: 'expected an area, an agency or both',
  })
const ceilings = z.strictObject({
  ceilings: z
    .array(ceiling)
    .max(MOST_CEILINGS, `expected at most ${MOST_CEILINGS} ceilings`)
    .refine(
      (list) => new Set(list.map(({ area, agency }) => `${area} ${agency}`)).size === list.length,
      'expected one ceiling for each area and agency',
    ),
})
export type CeilingsBody = z.infer<typeof ceilings>

export const readCreation = (body: unknown): CycleCreation => readBody(creation, body)
export const readSettings = (body: unknown): CycleSettings => readBody(settings, body)
export const readStageSettings = (body: unknown): StageSettings => readBody(stageSettings, body)
export const readNewStage = (body: unknown): NewStage => readBody(newStage, body)
export const readAreaCode = (code: unknown): string =>
  readBody(z.object({ area: areaCode }), { area: code }).area
export const readAreaDates = (body: unknown): AreaDates => readBody(areaDates, body)
export const readExtension = (body: unknown): StageExtension => readBody(extension, body)
export const readClosing = (body: unknown): StageClosing => readBody(closing, body)
export const readCeilingsBody = (body: unknown): CeilingsBody => readBody(ceilings, body)

const SCHEMAS = {
  ...{ creation, settings, stageSettings, newStage, areaDates, extension, closing, ceilings },
} as const
/** As /api/openapi.json describes it. */
export const cycleJsonSchema = (name: keyof typeof SCHEMAS) => () =>
  z.toJSONSchema(SCHEMAS[name], { unrepresentable: 'any', io: 'input' })
