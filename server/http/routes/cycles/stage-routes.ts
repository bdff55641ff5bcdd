import type { CeilingAnswer, CeilingUseAnswer } from '../../../../core/api/cycle.ts'
import type { Items } from '../../../../core/api/items.ts'
import { replaceCeilings } from '../../../cycles/ceilings.ts'
import { readCeilingsUse } from '../../../cycles/ceilings-use.ts'
import {
  addStage,
  changeAreaDates,
  changeStage,
  closeStage,
  extendStage,
  removeStage,
} from '../../../cycles/change-stage.ts'
import {
  cycleJsonSchema,
  readAreaDates,
  readCeilingsBody,
  readClosing,
  readExtension,
  readNewStage,
  readStageSettings,
} from '../../../cycles/cycle-request.ts'
import { readCeilings, readCycle } from '../../../cycles/read-cycles.ts'
import { jsonBody } from '../../request/body-reader.ts'
import { answer } from '../../routing/openapi-parts.ts'
import {
  administrators,
  areaOf,
  areaParams,
  changeOf,
  cycleOf,
  everyone,
  fresh,
  headers,
  params,
  region,
  route,
  sendCycle,
  stageOf,
  stageParams,
} from './cycle-params.ts'

const BODY = '100kb'
const CEILINGS_BODY = '1mb'
const query = [region]
const answers = answer(200, 'The cycle; ETag is its version')

/** Stages of a cycle: rules, dates, where they differ, and ceilings. Each write is one to the cycle, whose version it needs. */
export const stageRoutes = [
  route({
    method: 'post',
    path: '/api/cycles/{year}/stages',
    summary: 'Add a stage, after another one (administrator)',
    access: administrators,
    ...{ params, query, headers },
    body: jsonBody({ limit: BODY, schema: cycleJsonSchema('newStage'), read: readNewStage }),
    answers: answer(201, 'The cycle; ETag is its version'),
    async handle(asked) {
      const { services, response, body } = asked
      const change = await changeOf(asked)
      await addStage(services.database.write, change, body)
      await sendCycle(services, response.status(201).set(fresh), change.cycle)
    },
  }),
  route({
    method: 'put',
    path: '/api/cycles/{year}/stages/{stage}',
    summary:
      'Change a stage: name, dates, who acts, checklist, quotas, reasons, how results are told. Once it has begun, a later end is an extension (administrator)',
    access: administrators,
    params: stageParams,
    ...{ query, headers, answers },
    body: jsonBody({ limit: BODY, schema: cycleJsonSchema('stageSettings'), read: readStageSettings }),
    async handle(asked) {
      const { services, response, body } = asked
      const change = await changeOf(asked)
      await changeStage(services.database.write, change, body)
      await sendCycle(services, response.set(fresh), change.cycle)
    },
  }),
  route({
    method: 'delete',
    path: '/api/cycles/{year}/stages/{stage}',
    summary: 'Take away a stage in which nothing was decided (administrator)',
    access: administrators,
    params: stageParams,
    ...{ query, headers, answers },
    async handle(asked) {
      const { services, response } = asked
      const change = await changeOf(asked)
      await removeStage(services.database.write, change)
      await sendCycle(services, response.set(fresh), change.cycle)
    },
  }),
  route({
    method: 'put',
    path: '/api/cycles/{year}/stages/{stage}/areas/{area}',
    summary:
      'Give an area, and all below it, dates of its own; both null for those around it again (administrator)',
    access: administrators,
    params: areaParams,
    ...{ query, headers, answers },
    body: jsonBody({ limit: BODY, schema: cycleJsonSchema('areaDates'), read: readAreaDates }),
    async handle(asked) {
      const { services, response, params, body } = asked
      const change = { ...(await changeOf(asked)), area: areaOf(params) }
      await changeAreaDates(services.database.write, change, body)
      await sendCycle(services, response.set(fresh), change.cycle)
    },
  }),
  route({
    method: 'post',
    path: '/api/cycles/{year}/stages/{stage}/extension',
    summary:
      'Let a stage end later, for an area or the whole region, for a reason that everyone reads; what was closed by hand there opens again (administrator)',
    access: administrators,
    params: stageParams,
    ...{ query, headers, answers },
    body: jsonBody({
      limit: BODY,
      schema: cycleJsonSchema('extension'),
      example: { area: '62.01.02.2001', until: '2027-03-05T16:00', reason: 'Banjir' },
      read: readExtension,
    }),
    async handle(asked) {
      const { services, response, body } = asked
      const change = await changeOf(asked)
      await extendStage(services.database.write, change, body)
      await sendCycle(services, response.set(fresh), change.cycle)
    },
  }),
  route({
    method: 'post',
    path: '/api/cycles/{year}/stages/{stage}/closing',
    summary:
      'Close a stage now, for an area or the whole region, for a reason that everyone reads (administrator)',
    access: administrators,
    params: stageParams,
    ...{ query, headers, answers },
    body: jsonBody({ limit: BODY, schema: cycleJsonSchema('closing'), read: readClosing }),
    async handle(asked) {
      const { services, response, body } = asked
      const change = await changeOf(asked)
      await closeStage(services.database.write, change, body)
      await sendCycle(services, response.set(fresh), change.cycle)
    },
  }),
  route({
    method: 'get',
    path: '/api/cycles/{year}/stages/{stage}/ceilings',
    summary: 'Ceilings (pagu indikatif) of a stage, by area and agency, each with its source',
    access: everyone,
    params: stageParams,
    query,
    async handle({ services, response, params, query }) {
      const { read } = services.database
      const cycle = await readCycle(read, await cycleOf(services, params, query))
      const items = await readCeilings(read, cycle.id, stageOf(cycle, params.stage).key)
      response.set('Cache-Control', 'no-cache').json({ items } satisfies Items<CeilingAnswer>)
    },
  }),
  route({
    method: 'get',
    path: '/api/cycles/{year}/stages/{stage}/ceilings/use',
    summary:
      'How much of the ceilings of a stage is accepted so far, announced or not, and what no longer fits; of ceilings that one decides under',
    access: { to: 'proposal:read-office-state', anywhere: true },
    params: stageParams,
    query,
    async handle({ services, response, actor, params, query }) {
      const { read, write } = services.database
      const cycle = await readCycle(read, await cycleOf(services, params, query))
      const { key, kind, tracks } = stageOf(cycle, params.stage)
      const { id: cycleId, planYear, region } = cycle
      const stage = { cycleId, planYear, region, key, kind, tracks }
      const items = await readCeilingsUse(write, actor, stage)
      response.set(fresh).json({ items } satisfies Items<CeilingUseAnswer>)
    },
  }),
  route({
    method: 'put',
    path: '/api/cycles/{year}/stages/{stage}/ceilings',
    summary: 'Replace the ceilings of a stage (administrator)',
    access: administrators,
    params: stageParams,
    ...{ query, headers },
    answers: answer(200, 'The ceilings; ETag is the version of the cycle'),
    body: jsonBody({
      limit: CEILINGS_BODY,
      schema: cycleJsonSchema('ceilings'),
      example: {
        ceilings: [{ area: '62.01.02', agency: null, rupiah: 2_500_000_000, source: 'SE Bupati 050/2027' }],
      },
      read: readCeilingsBody,
    }),
    async handle(asked) {
      const { services, response, body } = asked
      const { write } = services.database
      const change = await changeOf(asked)
      const version = await replaceCeilings(write, change, body.ceilings)
      const items = await readCeilings(write, change.cycle, change.stage)
      response
        .set(fresh)
        .set('ETag', `"${version}"`)
        .json({ items } satisfies Items<CeilingAnswer>)
    },
  }),
]
