import { afterAll, beforeAll, expect, it } from 'vitest'
import { ArchiveJobs } from '../../server/archives/archive-jobs.ts'
import { NASTY } from '../fixtures/attacks/hostile-values.ts'
import { readFault, readJson } from './answers.ts'
import { packageWith } from './district-zip.ts'
import { authorization, ImportClient } from './import-client.ts'

let client: ImportClient
beforeAll(async () => {
  client = await ImportClient.start('empty')
})
afterAll(() => client.close())

const cancel = (id: string) =>
  client.server.get(`/api/imports/${id}`, { method: 'DELETE', headers: authorization })
const begin = async () => (await readJson<{ id: string }>(await client.upload(packageWith({})))).id

it('an import is cancelled while it runs, is told as such, and goes on from there the next time', async () => {
  const id = await begin()
  expect(await readJson(await cancel(id))).toEqual({ id, state: 'running', cancelling: true })
  const ended = await client.finished(`/api/imports/${id}`)
  expect(ended).toMatchObject({ state: 'cancelled', report: null, problem: { title: 'Cancelled' } })
  expect(ended.finishedAt).toEqual(expect.any(String))
  await expect.poll(() => client.leftOvers()).toEqual([])
  const whole = await client.importOf(packageWith({}))
  expect(whole).toMatchObject({ state: 'done', problem: null })
  const { total } = await readJson<{ total: { count: number } }>(await client.server.get('/api/proposals'))
  expect(total.count).toBe(11)
})

it('an import that has ended, or never was, cannot be cancelled, nor by the public', async () => {
  const id = await begin()
  await client.finished(`/api/imports/${id}`)
  await readFault(await cancel(id), 409)
  await readFault(await cancel('00000000-0000-0000-0000-000000000000'), 404)
  for (const text of NASTY.filter((one) => one.length < 2000 && one !== '\uD800' && !/^\.*$/.test(one)))
    await readFault(await cancel(encodeURIComponent(text)), 404)
  await readFault(await client.server.get(`/api/imports/${id}`, { method: 'DELETE' }), 401)
})

it('an archiving is cancelled: nothing of it stays, and the next one works', async () => {
  const { database } = client.server
  const jobs = new ArchiveJobs(database, () => {})
  const made = jobs.start('poverty', 2024, null)
  const outcome = made.catch((error: unknown) => error)
  await jobs.cancel('roads')
  expect(jobs.status('poverty')?.state, 'another layer is another job').toBe('running')
  await jobs.cancel('poverty')
  expect(await outcome).toMatchObject({ body: { title: 'Cancelled', status: 409 } })
  expect(jobs.status('poverty')?.state).toBe('cancelled')
  expect(await database.write('archives').select('id')).toEqual([])
  await jobs.start('poverty', 2024, null)
  expect(await database.write('archives').pluck('id')).toEqual(['poverty_2024_v1'])
  await jobs.close()
})

it('the route of archiving cancels for the administrator alone, and finds nothing to do without a fault', async () => {
  const route = '/api/layers/poverty/archives/job'
  await readFault(await client.server.get(route, { method: 'DELETE' }), 401)
  const answer = await client.server.get(route, { method: 'DELETE', headers: authorization })
  expect(answer.status).toBe(204)
  const unknown = '/api/layers/tidak-ada/archives/job'
  await readFault(await client.server.get(unknown, { method: 'DELETE', headers: authorization }), 404)
})
