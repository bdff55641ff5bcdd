import type { Response } from 'express'
import { type Actor, accountOf } from '../../../../core/access/actor.ts'
import type { CycleAnswer, CycleStageAnswer } from '../../../../core/api/cycle.ts'
import { badParameter, notFound } from '../../../../core/problem.ts'
import type { StageChange } from '../../../cycles/change-stage.ts'
import { AREA_CODE } from '../../../cycles/cycle-request.ts'
import { findCycle, readCycle } from '../../../cycles/read-cycles.ts'
import { STAGE_KEY } from '../../../cycles/stage-fields.ts'
import type { Database } from '../../../database/database.ts'
import { readIfMatch } from '../../request/if-match.ts'
import { header, query } from '../../routing/openapi-parts.ts'
import { type Asked, routesFor } from '../../routing/route.ts'

/** What every route of cycles says of itself and asks. */
export interface CycleServices {
  database: Database
}

export const route = routesFor<CycleServices>()
export const administrators = { to: 'cycle:write' } as const
export const everyone = { to: 'everyone' } as const
export const fresh = { 'Cache-Control': 'no-store' }
export const params = { year: 'Plan year of a cycle' }
export const stageParams = { ...params, stage: 'Key of a stage of the cycle' }
export const areaParams = { ...stageParams, area: 'Code of an area: it and all below it' }
export const region = query('region', 'Code of the region, where several have a cycle of that year')
export const headers = [
  header(
    'If-Match',
    'ETag of the version that was seen, such as "3"; another version meanwhile is a 412, none given a 428',
    true,
  ),
]

/** The number of the cycle that a request names. */
export async function cycleOf(
  { database }: CycleServices,
  { year }: { year: string },
  { region }: { region?: string | undefined },
): Promise<number> {
  if (!/^(19|20|21)\d\d$/.test(year)) throw notFound('cycle', year)
  if (region !== undefined && !AREA_CODE.test(region))
    throw badParameter('region', region, 'the code of an area, such as 62.01')
  return await findCycle(database.read, { planYear: Number(year), region })
}

type AboutStage = Pick<Asked<CycleServices>, 'services' | 'request' | 'params' | 'query'> & { actor: Actor }

/** What a write to a cycle begins with. */
export async function changeOf({
  services,
  request,
  actor,
  params,
  query,
}: AboutStage): Promise<StageChange> {
  const seen = readIfMatch(request, 'cycle', 'required')
  const { year = '', stage = '' } = params
  if (params.stage !== undefined && !STAGE_KEY.test(stage)) throw notFound('stage', stage)
  const cycle = await cycleOf(services, { year }, { region: query.region })
  return { cycle, stage, seen, account: accountOf(actor) }
}

/** The cycle as it is now, after a write too. */
export async function sendCycle({ database }: CycleServices, response: Response, id: number): Promise<void> {
  const { id: _id, ...cycle } = await readCycle(database.write, id)
  response.set('ETag', `"${cycle.version}"`).json(cycle satisfies CycleAnswer)
}

export function areaOf({ area }: { area: string }): string {
  if (!AREA_CODE.test(area)) throw notFound('area', area)
  return area
}

export function stageOf({ stages }: CycleAnswer, key: string): CycleStageAnswer {
  const stage = stages.find((one) => one.key === key)
  if (!stage) throw notFound('stage', key)
  return stage
}
