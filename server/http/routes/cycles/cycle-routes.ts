import { accountOf } from '../../../../core/access/actor.ts'
import { isWithin } from '../../../../core/access/grant.ts'
import type {
  CycleAnswer,
  CycleSummary,
  CycleTemplateAnswer,
  StageOpenings,
} from '../../../../core/api/cycle.ts'
import type { Items } from '../../../../core/api/items.ts'
import { pokirEntry } from '../../../../core/cycle/pokir-entry.ts'
import { wallClock } from '../../../../core/cycle/wall-clock.ts'
import { badParameter } from '../../../../core/problem.ts'
import { changeSettings } from '../../../cycles/change-stage.ts'
import { createCycle, deleteCycle } from '../../../cycles/create-cycle.ts'
import { cycleJsonSchema, readCreation, readSettings } from '../../../cycles/cycle-request.ts'
import { readTemplates } from '../../../cycles/cycle-templates.ts'
import { openingsOf } from '../../../cycles/openings.ts'
import { listCycles, readClock, readCycle } from '../../../cycles/read-cycles.ts'
import { jsonBody } from '../../request/body-reader.ts'
import { answer, query } from '../../routing/openapi-parts.ts'
import {
  administrators,
  changeOf,
  cycleOf,
  everyone,
  fresh,
  headers,
  params,
  region,
  route,
  sendCycle,
} from './cycle-params.ts'

const BODY = '20kb'

/** Cycles: the year of planning of a region, with its stages. Everyone reads them, administrators make and change them. */
export const cycleRoutes = [
  route({
    method: 'get',
    path: '/api/cycle-templates',
    summary: 'Stages that a cycle may begin with, one template for each track; examples and no regulation',
    access: everyone,
    async handle({ response }) {
      const items = (await readTemplates()).map(({ id, track, title, note, stages }) => ({
        ...{ id, track, title, note },
        stages: stages.map(({ key, kind, name, source }) => ({ key, kind, name, source })),
      }))
      response.set('Cache-Control', 'no-cache').json({ items } satisfies Items<CycleTemplateAnswer>)
    },
  }),
  route({
    method: 'get',
    path: '/api/cycles',
    summary: 'Cycles of all regions, the latest plan year first',
    access: everyone,
    async handle({ services: { database }, response }) {
      const items = await listCycles(database.read)
      response.set('Cache-Control', 'no-cache').json({ items } satisfies Items<CycleSummary>)
    },
  }),
  route({
    method: 'post',
    path: '/api/cycles',
    summary:
      'Make the cycle of a region and plan year out of the templates of its tracks; without dates, unless the usual ones are asked for (administrator)',
    access: administrators,
    body: jsonBody({
      limit: BODY,
      schema: cycleJsonSchema('creation'),
      example: { region: '62.01', planYear: 2027, timeZone: 'Asia/Pontianak', tracks: ['desa', 'kelurahan'] },
      read: readCreation,
    }),
    answers: answer(201, 'The cycle; ETag is its version'),
    async handle({ services, response, actor, body }) {
      const id = await createCycle(services.database.write, accountOf(actor), body)
      response.status(201).set(fresh).location(`/api/cycles/${body.planYear}?region=${body.region}`)
      await sendCycle(services, response, id)
    },
  }),
  route({
    method: 'get',
    path: '/api/cycles/{year}',
    summary: 'A cycle with its stages, their dates and rules; ETag is its version',
    access: everyone,
    params,
    query: [region],
    async handle({ services, response, params, query }) {
      const { id: _id, ...cycle } = await readCycle(
        services.database.read,
        await cycleOf(services, params, query),
      )
      response
        .set('Cache-Control', 'no-cache')
        .set('ETag', `"${cycle.version}"`)
        .json(cycle satisfies CycleAnswer)
    },
  }),
  route({
    method: 'put',
    path: '/api/cycles/{year}',
    summary: 'Change its years, time zone, grace and the deadline of Pokir (administrator)',
    access: administrators,
    params,
    query: [region],
    headers,
    body: jsonBody({ limit: BODY, schema: cycleJsonSchema('settings'), read: readSettings }),
    answers: answer(200, 'The cycle; ETag is its version'),
    async handle(asked) {
      const { services, response, body } = asked
      const change = await changeOf(asked)
      await changeSettings(services.database.write, change, body)
      await sendCycle(services, response.set(fresh), change.cycle)
    },
  }),
  route({
    method: 'delete',
    path: '/api/cycles/{year}',
    summary: 'Take away a cycle in which nothing was decided (administrator)',
    access: administrators,
    params,
    query: [region],
    headers,
    answers: answer(204, 'Gone'),
    async handle(asked) {
      await deleteCycle(asked.services.database.write, await changeOf(asked))
      asked.response.status(204).end()
    },
  }),
  route({
    method: 'get',
    path: '/api/cycles/{year}/openings',
    summary: 'Which stages are open at this moment for an area, and which dates hold there',
    access: everyone,
    params,
    query: [region, query('area', 'Code of an area; without it the whole region')],
    async handle({ services, response, params, query }) {
      const { read } = services.database
      const cycle = await readCycle(read, await cycleOf(services, params, query))
      const { area = cycle.region } = query
      if (!isWithin(area, cycle.region)) throw badParameter('area', area, `an area within ${cycle.region}`)
      const at = await readClock(read)
      const openings = {
        ...{ now: wallClock(at, cycle.timeZone), area },
        pokir: pokirEntry(cycle, at),
        items: openingsOf(cycle, area, at),
      }
      response.set(fresh).json(openings satisfies StageOpenings)
    },
  }),
]
