import type { Request, Response } from 'express'
import { type Actor, accountOf } from '../../../../core/access/actor.ts'
import { wallClock } from '../../../../core/cycle/wall-clock.ts'
import { badParameter, notFound, Problem } from '../../../../core/problem.ts'
import { type CycleChange, readChangesSince } from '../../../cycles/change-cycle.ts'
import { createCycle } from '../../../cycles/create-cycle.ts'
import { readCreation } from '../../../cycles/cycle-request.ts'
import type { Database } from '../../../database/database.ts'
import { applyCycleForm, applyStageForm, LinesRefused } from '../../../pages/cycle/apply-form.ts'
import { renderNewCycle, renderSettings } from '../../../pages/cycle/cycle-editor.ts'
import { cycleAddress, editorAddress } from '../../../pages/cycle/cycle-links.ts'
import type { FormDraft } from '../../../pages/cycle/form-parts.ts'
import { readCyclePage, readRegions, type ShownCycle } from '../../../pages/cycle/read-cycle-page.ts'
import { renderStageEditor } from '../../../pages/cycle/stage-editor.ts'
import { CYCLE_FORMS, creationBody, type Fields, STAGE_FORMS } from '../../../pages/cycle/stage-forms.ts'
import { readLanguage } from '../../../pages/language.ts'
import { localLink } from '../../../pages/page-context.ts'
import { formBody } from '../../request/body-reader.ts'
import { queryOf } from '../../request/query.ts'
import { query } from '../../routing/openapi-parts.ts'
import { language, type PageServices, pageRoute, sendHtml } from './page-route.ts'

const administrators = { to: 'cycle:write' } as const
const params = { year: 'Plan year of a cycle' }
const stageParams = { ...params, stage: 'Key of a stage of the cycle' }
const ofCycle = [language, query('region', 'Code of the region'), query('tersimpan', 'What was saved last')]
const NEW = '/siklus/baru'
const fieldsBody = (limit = '100kb') =>
  formBody({ limit, schema: () => ({ type: 'object' }), read: (fields): Fields => ({ ...fields }) })
/** Where many ceilings are pasted. */
const CEILINGS_LIMIT = '1mb'

interface Sent {
  services: PageServices
  request: Request
  response: Response
}

/** Making a cycle and changing it, by forms without a script; a fault is told in the form, with what was typed. */
export const cycleEditorPages = [
  pageRoute({
    method: 'get',
    path: NEW,
    summary: 'The form that makes a cycle',
    access: administrators,
    query: [language],
    async handle(sent) {
      await sendNew(sent, { timeZone: 'Asia/Jakarta', 'track-desa': 'ya', 'track-kelurahan': 'ya' })
    },
  }),
  pageRoute({
    method: 'post',
    path: NEW,
    summary: 'Making a cycle by a form, without a script',
    access: administrators,
    query: [language],
    body: fieldsBody(),
    async handle(sent) {
      const { services, request, response, actor, body: fields } = sent
      const problem = await problemOf(async () => {
        const creation = readCreation(creationBody(fields))
        await createCycle(services.database.write, accountOf(actor), creation)
        redirect(request, response, cycleAddress(creation))
      })
      if (problem) await sendNew(sent, fields, { form: 'baru', fields, problem: problem.body })
    },
  }),
  pageRoute({
    method: 'get',
    path: '/siklus/{year}/pengaturan',
    summary: 'The forms of a cycle: settings, another stage, taking it away',
    access: administrators,
    params,
    query: ofCycle,
    async handle(sent) {
      await sendSettings(sent, await findShown(sent.services.database, sent.params, sent.request))
    },
  }),
  ...CYCLE_FORMS.map((form) =>
    pageRoute({
      method: 'post',
      path: `/siklus/{year}/${form}`,
      summary: `Changing a cycle by its form "${form}", without a script`,
      access: administrators,
      params,
      query: ofCycle,
      body: fieldsBody(),
      async handle(sent) {
        const { services, request, response, actor, params, body: fields } = sent
        const shown = await findShown(services.database, params, request)
        const problem = await problemOf(async () => {
          const change = changeOf(shown, actor, fields)
          await applyCycleForm(services.database.write, form, { shown, change, fields })
          const rest = form === 'hapus' ? '/siklus' : savedAt(editorAddress(shown.cycle, 'pengaturan'), form)
          redirect(request, response, rest)
        })
        if (!problem) return
        const now = await findShown(services.database, params, request)
        await sendSettings(sent, now, await draftOf(services.database, { form, fields, problem, shown: now }))
      },
    }),
  ),
  pageRoute({
    method: 'get',
    path: '/siklus/{year}/tahap/{stage}',
    summary: 'The forms of a stage: dates, areas, extension, closing, rules, ceilings',
    access: administrators,
    params: stageParams,
    query: ofCycle,
    async handle(sent) {
      const shown = await findShown(sent.services.database, sent.params, sent.request)
      await sendStage(sent, shown, sent.params.stage)
    },
  }),
  ...STAGE_FORMS.map((form) =>
    pageRoute({
      method: 'post',
      path: `/siklus/{year}/tahap/{stage}/${form}`,
      summary: `Changing a stage by its form "${form}", without a script`,
      access: administrators,
      params: stageParams,
      query: ofCycle,
      body: fieldsBody(form === 'pagu' ? CEILINGS_LIMIT : undefined),
      async handle(sent) {
        const { services, request, response, actor, params, body: fields } = sent
        const shown = await findShown(services.database, params, request)
        const stage = stageOf(shown, params.stage)
        const problem = await problemOf(async () => {
          const change = { ...changeOf(shown, actor, fields), stage: stage.key }
          await applyStageForm(services.database.write, form, { shown, stage, change, fields })
          const there = editorAddress(shown.cycle, `tahap/${stage.key}`)
          redirect(request, response, form === 'hapus' ? cycleAddress(shown.cycle) : savedAt(there, form))
        })
        if (!problem) return
        const now = await findShown(services.database, params, request)
        const draft = await draftOf(services.database, { form, fields, problem, shown: now })
        await sendStage(sent, now, stage.key, draft)
      },
    }),
  ),
]

const savedAt = (address: string, form: string) => `${address}&tersimpan=${form}#${form}`

function redirect(request: Request, response: Response, address: string): void {
  const [path = '', mark] = address.split('#')
  const link = localLink({ language: readLanguage(queryOf(request)) }, path)
  response.redirect(303, mark === undefined ? link : `${link}#${mark}`)
}

/** What people can mend in the form that they sent: faults in it, what does not go now, and changes of others. */
const MENDED: readonly number[] = [400, 409, 412]

async function problemOf(work: () => Promise<void>): Promise<Problem | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof Problem && MENDED.includes(error.body.status)) return error
    throw error
  }
}

/** The cycle that an address names. Throws Problem: 404 where there is none. */
async function findShown(
  { read }: Database,
  { year }: { year: string },
  request: Request,
): Promise<ShownCycle> {
  const region = queryOf(request).get('region') ?? undefined
  const { shown } = await readCyclePage(read, { year, region, area: undefined })
  if (
    !shown ||
    String(shown.cycle.planYear) !== year ||
    (region !== undefined && shown.cycle.region !== region)
  )
    throw notFound('cycle', year)
  return shown
}

function stageOf({ cycle }: ShownCycle, key: string) {
  const stage = cycle.stages.find((one) => one.key === key)
  if (!stage) throw notFound('stage', key)
  return stage
}

function changeOf({ cycle }: ShownCycle, actor: Actor, { version = '' }: Fields): CycleChange {
  if (!/^\d{1,9}$/.test(version))
    throw badParameter('version', version, 'the version that the form came with')
  return { cycle: cycle.id, seen: Number(version), account: accountOf(actor) }
}

interface Refused {
  form: string
  fields: Fields
  problem: Problem
  shown: ShownCycle
}

/** With what others changed since the form was opened, in words of the page. */
async function draftOf({ write }: Database, { form, fields, problem, shown }: Refused): Promise<FormDraft> {
  const { cycle, names } = shown
  const seen = problem.body.status === 412 ? Number(fields.version) : Number.MAX_SAFE_INTEGER
  const changes = seen < cycle.version ? await readChangesSince(write, cycle.id, seen) : []
  return {
    ...{ form, fields, problem: problem.body },
    lines: problem instanceof LinesRefused ? problem.lines : [],
    changes: changes.map(({ at, stage, area, ...change }) => ({
      ...change,
      at: wallClock(at, cycle.timeZone),
      stage: cycle.stages.find(({ key }) => key === stage)?.name.id ?? stage,
      area: area === null ? null : (names.get(area) ?? area),
    })),
  }
}

function startPage(response: Response, draft: FormDraft | undefined): void {
  response.set('Cache-Control', 'no-store').status(draft?.problem.status ?? 200)
}

async function sendNew(
  { services, request, response }: Sent,
  fields: Fields,
  draft?: FormDraft,
): Promise<void> {
  const regions = await readRegions(services.database.read)
  const context = await services.pageContext(request, NEW)
  startPage(response, draft)
  sendHtml(response, renderNewCycle(context, { regions, fields, draft }))
}

async function sendSettings(
  { services, request, response }: Sent,
  shown: ShownCycle,
  draft?: FormDraft,
): Promise<void> {
  const context = await services.pageContext(request, editorAddress(shown.cycle, 'pengaturan'))
  startPage(response, draft)
  const saved = queryOf(request).get('tersimpan') ?? undefined
  sendHtml(response, renderSettings(context, { shown, draft, saved }))
}

async function sendStage(
  { services, request, response }: Sent,
  shown: ShownCycle,
  key: string,
  draft?: FormDraft,
): Promise<void> {
  const stage = stageOf(shown, key)
  const context = await services.pageContext(request, editorAddress(shown.cycle, `tahap/${key}`))
  startPage(response, draft)
  const saved = queryOf(request).get('tersimpan') ?? undefined
  sendHtml(response, renderStageEditor(context, { shown, stage, draft, saved }))
}
