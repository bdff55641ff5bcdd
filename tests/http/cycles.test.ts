import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CycleAnswer, CycleSummary, CycleTemplateAnswer, StageOpenings } from '../../core/api/cycle.ts'
import type { Ceiling } from '../../core/cycle/ceiling.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { accountWith } from './account-with.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { CycleClient, hoursFromNow, REGION, ZONE } from './cycle-client.ts'

let server: TestServer
let office: CycleClient
let cycle: CycleAnswer
const FORUM = 'musrenbang-desa'
const OPEN = { opens: hoursFromNow(-24), closes: hoursFromNow(24) }

beforeAll(async () => {
  server = await startTestServer()
  office = new CycleClient(server, await accountWith(server, 'administrator'))
  cycle = await office.create(2027)
})
afterAll(() => server.close())

const stageOf = (key: string, { stages }: CycleAnswer = cycle) => stages.find((one) => one.key === key)
const stagePath = (key: string, rest = '') => `/api/cycles/2027/stages/${key}${rest}`
const openingsAt = async (area: string) =>
  (await readJson<StageOpenings>(await server.get(`/api/cycles/2027/openings?area=${area}`))).items
const openingOf = async (key: string, area: string) =>
  (await openingsAt(area)).find((one) => one.key === key)?.opening

describe('a cycle made of the templates', () => {
  it('belongs to a region and plan year, has three years apart, and stages without dates', async () => {
    expect(cycle).toMatchObject({
      ...{
        region: REGION,
        planYear: 2027,
        forumYear: 2026,
        realisationYear: 2027,
        timeZone: ZONE,
        version: 1,
      },
      note: { id: expect.stringMatching(/Bukan peraturan/), en: expect.stringMatching(/No regulation/) },
    })
    expect(cycle.stages.map(({ opens, closes }) => opens ?? closes)).toEqual(cycle.stages.map(() => null))
    expect(stageOf('musrenbang-kelurahan')?.tracks).toEqual(['kelurahan'])
    expect(stageOf('musrenbang-kecamatan')?.tracks).toEqual(['desa', 'kelurahan'])
    expect(stageOf('kua-ppas')).toMatchObject({ kind: 'budget', actors: ['budget-team'] })
    const listed = await readJson<{ items: CycleSummary[] }>(await server.get('/api/cycles'))
    expect(listed.items).toMatchObject([{ region: REGION, planYear: 2027, version: 1 }])
  })

  it('has the usual dates where they are asked for, and the stages of one track where only that is', async () => {
    const made = await office.create(2033, { tracks: ['kelurahan'], usualDates: true })
    expect(stageOf('musrenbang-kelurahan', made)).toMatchObject({
      ...{ opens: '2032-01-01T00:00:00', closes: '2032-02-01T00:00:00', tracks: ['kelurahan'] },
    })
    expect(stageOf(FORUM, made)).toBeUndefined()
    office.version = 1
  })

  it('is read by everyone, and made and changed by administrators alone', async () => {
    expect((await server.get('/api/cycles/2027')).headers.get('etag')).toBe('"1"')
    expect((await server.get('/api/cycle-templates')).status).toBe(200)
    const { items } = await readJson<{ items: CycleTemplateAnswer[] }>(
      await server.get('/api/cycle-templates'),
    )
    expect(items.map(({ id }) => id)).toEqual(['desa', 'kelurahan'])
    const body = { region: REGION, planYear: 2040, timeZone: ZONE, tracks: ['desa'] }
    await readFault(await new CycleClient(server, { Cookie: '' }).ask('POST', '/api/cycles', body), 401)
    for (const role of ['planner', 'publisher', 'verifier', 'auditor', 'operator'] as const) {
      const other = new CycleClient(server, await accountWith(server, role))
      await readFault(await other.ask('POST', '/api/cycles', body), 403)
      await readFault(await other.ask('PUT', stagePath(FORUM), {}, '*'), 403)
    }
  })

  it.each([
    ['region', { region: '99.99' }],
    ['region', { region: 'Kobar' }],
    ['planYear', { planYear: 1999 }],
    ['planYear', { planYear: '2027' }],
    ['timeZone', { timeZone: 'WIB' }],
    ['timeZone', { timeZone: 'Asia/Atlantis' }],
    ['timeZone', { timeZone: '+07:00' }],
    ['tracks', { tracks: [] }],
    ['tracks[0]', { tracks: ['nagari'] }],
    ['forumYear', { forumYear: 2031, planYear: 2030 }],
    ['forumYear', { forumYear: 2020, planYear: 2030 }],
    ['byAccount', { byAccount: 1 }],
    ['id', { id: 1 }],
  ])('is refused by name of what is wrong: %s', async (parameter, change) => {
    const body = { region: REGION, planYear: 2030, timeZone: ZONE, tracks: ['desa'], ...change }
    await readParameterFault(await office.ask('POST', '/api/cycles', body), parameter)
  })

  it('is made once for a region and year', async () => {
    const body = { region: REGION, planYear: 2027, timeZone: ZONE, tracks: ['desa'] }
    expect(await readFault(await office.ask('POST', '/api/cycles', body), 409)).toMatchObject({
      parameter: 'planYear',
    })
  })

  it('that nothing was decided in can be taken away, and the next of that year goes on from its version', async () => {
    const made = await office.create(2036)
    expect((await office.ask('DELETE', '/api/cycles/2036', undefined, `"${made.version}"`)).status).toBe(204)
    await readFault(await server.get('/api/cycles/2036'), 404)
    expect((await office.create(2036)).version).toBeGreaterThan(made.version)
    expect((await office.ask('DELETE', '/api/cycles/2036', undefined, '*')).status).toBe(204)
    office.version = 1
  })
})

describe('changing a cycle', () => {
  it('needs the version that was seen; a change in between is told and changes nothing', async () => {
    const path = stagePath(FORUM)
    const body = office.stageBody(cycle, FORUM, OPEN)
    await readFault(await office.ask('PUT', path, body), 428)
    await readParameterFault(await office.ask('PUT', path, body, 'x'), 'If-Match')
    cycle = await office.setStage(cycle, FORUM, OPEN)
    expect(cycle.version).toBe(2)
    const late = await readFault(await office.ask('PUT', path, { ...body, closes: null }, '"1"'), 412)
    expect(late).toMatchObject({ received: '"1"', expected: '"2"' })
    expect(stageOf(FORUM)).toMatchObject(OPEN)
  })

  it('keeps all that a stage is made of', async () => {
    const settings = {
      name: { id: 'Musrenbang desa', en: 'Village forum' },
      ...{ tracks: ['desa'], ...OPEN, results: 'at-once', announces: '2027-03-01T09:00:00' },
      actors: ['village', 'district'],
      checklist: [{ key: 'lokasi', label: { id: 'Lokasi dilihat', en: 'Place seen' } }],
      quotas: [{ per: 'village', most: 5 }],
      reasons: [{ code: 'ganda', label: { id: 'Ganda', en: 'Twice' }, actions: ['reject'] }],
      source: { id: 'Perbup 1/2026', en: 'Regent’s rule 1/2026' },
    }
    cycle = await office.change('PUT', stagePath(FORUM), settings)
    expect(stageOf(FORUM)).toMatchObject(settings)
    const [change] = await server.database
      .write('cycle_changes')
      .where({ kind: 'stage' })
      .orderBy('version', 'desc')
      .select()
    expect(change).toMatchObject({ stage: FORUM, change: settings, by_account: expect.any(Number) })
    cycle = await office.setStage(cycle, FORUM, { results: 'announced', actors: [], reasons: [] })
  })

  it.each([
    ['closes', { opens: '2027-03-01T00:00', closes: '2027-03-01T00:00' }],
    ['opens', { opens: '2027-02-30T00:00' }],
    ['opens', { opens: '2027-02-01T00:00Z' }],
    ['opens', { opens: '01/02/2027' }],
    ['results', { results: 'never' }],
    ['actors[0]', { actors: ['proposer'] }],
    ['actors', { actors: ['village', 'village'] }],
    ['quotas[0].most', { quotas: [{ per: 'village', most: 0 }] }],
    ['quotas[0].per', { quotas: [{ per: 'nation', most: 1 }] }],
    ['reasons[0].actions[0]', { reasons: [{ code: 'a', label: { id: 'a', en: 'a' }, actions: ['delete'] }] }],
    ['reasons[0].label.en', { reasons: [{ code: 'a', label: { id: 'a', en: ' ' }, actions: ['reject'] }] }],
    ['checklist[0].key', { checklist: [{ key: 'A B', label: { id: 'a', en: 'a' } }] }],
    ['name.id', { name: { id: 'a\0b', en: 'x' } }],
    ['name.id', { name: { id: '\ud800', en: 'x' } }],
    ['cycleId', { cycleId: 1 }],
    ['frozen', { frozen: true }],
  ])('refuses a stage by name of what is wrong: %s', async (parameter, changes) => {
    const body = office.stageBody(cycle, FORUM, changes)
    await readParameterFault(await office.ask('PUT', stagePath(FORUM), body, '*'), parameter)
  })

  it('has its settings', async () => {
    const settings = {
      ...{ forumYear: 2025, realisationYear: 2028, timeZone: ZONE, graceSeconds: 0 },
      ...{ pokirCloses: '2026-03-20T16:00:00', pokirLate: 'next-year' },
    }
    cycle = await office.change('PUT', '/api/cycles/2027', settings)
    expect(cycle).toMatchObject(settings)
    const wrong = { ...settings, forumYear: 2028 }
    await readParameterFault(await office.ask('PUT', '/api/cycles/2027', wrong, '*'), 'forumYear')
    const long = { ...settings, graceSeconds: 86_401 }
    await readParameterFault(await office.ask('PUT', '/api/cycles/2027', long, '*'), 'graceSeconds')
  })

  it('says where a Pokir goes that comes now: after its deadline to the change or the next year', async () => {
    const pokirNow = async () =>
      (await readJson<StageOpenings>(await server.get('/api/cycles/2027/openings'))).pokir
    expect(await pokirNow()).toBe('next-year')
    const { forumYear, realisationYear, timeZone, graceSeconds } = cycle
    const settings = { forumYear, realisationYear, timeZone, graceSeconds, pokirLate: 'change' }
    for (const [hours, goes] of [
      [-1, 'change'],
      [1, 'plan'],
    ] as const) {
      const pokirCloses = hoursFromNow(hours)
      cycle = await office.change('PUT', '/api/cycles/2027', { ...settings, pokirCloses })
      expect(await pokirNow()).toBe(goes)
    }
  })

  it('adds a stage where it is wanted, and takes it away while nothing was decided in it', async () => {
    const before = cycle.stages.map(({ key }) => key)
    const added = {
      ...{ key: 'rembuk-anak', kind: 'village', name: { id: 'Rembuk anak', en: 'Children’s meeting' } },
      ...{ tracks: ['desa'], after: 'musyawarah-dusun' },
    }
    cycle = await office.change('POST', '/api/cycles/2027/stages', { ...added, beside: true })
    expect(stageOf('rembuk-anak')?.beside).toBe(true)
    const at = before.indexOf('musyawarah-dusun') + 1
    expect(cycle.stages.map(({ key }) => key)).toEqual(before.toSpliced(at, 0, 'rembuk-anak'))
    await readParameterFault(await office.ask('POST', '/api/cycles/2027/stages', added, '*'), 'key')
    const nowhere = { ...added, key: 'lain', after: 'tidak-ada' }
    await readParameterFault(await office.ask('POST', '/api/cycles/2027/stages', nowhere, '*'), 'after')
    cycle = await office.change('DELETE', stagePath('rembuk-anak'))
    expect(cycle.stages.map(({ key }) => key)).toEqual(before)
  })

  it('knows neither other stages nor other areas', async () => {
    await readFault(await office.ask('PUT', stagePath('tidak-ada'), office.stageBody(cycle, FORUM), '*'), 404)
    await readFault(await server.get('/api/cycles/1066'), 404)
    await readFault(await server.get('/api/cycles/2027?region=11'), 404)
    await readParameterFault(await server.get('/api/cycles/2027?region=x'), 'region')
    const dates = { opens: null, closes: null }
    await readParameterFault(await office.ask('PUT', stagePath(FORUM, '/areas/63.01'), dates, '*'), 'area')
    await readFault(await office.ask('PUT', stagePath(FORUM, '/areas/x'), dates, '*'), 404)
    await readParameterFault(await server.get('/api/cycles/2027/openings?area=63.01'), 'area')
  })
})

describe('a stage by area', () => {
  it('is open in one district and over in another, by dates of their own', async () => {
    expect(await openingOf(FORUM, '62.99.01.2001')).toBe('open')
    const over = { opens: hoursFromNow(-20), closes: hoursFromNow(-1) }
    cycle = await office.change('PUT', stagePath(FORUM, '/areas/62.99.01'), over)
    expect(await openingOf(FORUM, '62.99.01.2001')).toBe('ended')
    expect(await openingOf(FORUM, '62.99.02.2001')).toBe('open')
    expect(stageOf(FORUM)?.areas).toMatchObject([{ area: '62.99.01', ...over, extendedTo: null }])
  })

  it('passes only the stages of its track', async () => {
    const keysAt = async (area: string) => (await openingsAt(area)).map(({ key }) => key)
    expect(await keysAt('62.99.01.2001')).toContain(FORUM)
    expect(await keysAt('62.99.01.1003')).not.toContain(FORUM)
    expect(await keysAt('62.99.01.1003')).toContain('musrenbang-kelurahan')
    expect(await keysAt(REGION)).toHaveLength(cycle.stages.length)
  })

  it('ends later by an extension, whose reason everyone reads; by a plain change of dates it does not', async () => {
    const longer = { opens: hoursFromNow(-20), closes: hoursFromNow(5) }
    const plain = await office.ask('PUT', stagePath(FORUM, '/areas/62.99.01'), longer, '*')
    expect(await readFault(plain, 409)).toMatchObject({ parameter: 'closes' })
    const whole = office.stageBody(cycle, FORUM, { closes: hoursFromNow(99) })
    expect(await readFault(await office.ask('PUT', stagePath(FORUM), whole, '*'), 409)).toMatchObject({
      parameter: 'closes',
    })
    const extension = { area: '62.99.01', until: hoursFromNow(5), reason: 'Banjir di Hulu' }
    await readParameterFault(
      await office.ask('POST', stagePath(FORUM, '/extension'), { ...extension, reason: ' ' }, '*'),
      'reason',
    )
    await readParameterFault(
      await office.ask(
        'POST',
        stagePath(FORUM, '/extension'),
        { ...extension, until: hoursFromNow(-9) },
        '*',
      ),
      'until',
    )
    cycle = await office.change('POST', stagePath(FORUM, '/extension'), extension)
    expect(await openingOf(FORUM, '62.99.01.2001')).toBe('open')
    const told = await readJson<CycleAnswer>(await server.get('/api/cycles/2027'))
    expect(stageOf(FORUM, told)?.areas).toMatchObject([{ area: '62.99.01', reason: 'Banjir di Hulu' }])
  })

  it('is closed by hand for a village, while its neighbour is extended, and opens again by an extension', async () => {
    cycle = await office.change('POST', stagePath(FORUM, '/closing'), {
      area: '62.99.01.2001',
      reason: 'Forum selesai',
    })
    const later = { area: '62.99.01.2002', until: hoursFromNow(50), reason: 'Menunggu data' }
    cycle = await office.change('POST', stagePath(FORUM, '/extension'), later)
    expect(await openingOf(FORUM, '62.99.01.2001')).toBe('ended')
    expect(await openingOf(FORUM, '62.99.01.2002')).toBe('open')
    const again = { area: '62.99.01.2001', until: hoursFromNow(9), reason: 'Keliru ditutup' }
    cycle = await office.change('POST', stagePath(FORUM, '/extension'), again)
    expect(await openingOf(FORUM, '62.99.01.2001')).toBe('open')
  })

  it('that is closed for a district is not extended for a village of it', async () => {
    cycle = await office.change('POST', stagePath(FORUM, '/closing'), { area: '62.99.02', reason: 'Selesai' })
    const village = { area: '62.99.02.2001', until: hoursFromNow(50), reason: 'Menunggu data' }
    const refused = await office.ask('POST', stagePath(FORUM, '/extension'), village, '*')
    expect(await readFault(refused, 409)).toMatchObject({ parameter: 'area' })
  })

  it('is final where it is frozen', async () => {
    const { write } = server.database
    await write('stage_areas').where({ area_code: '62.99.02' }).update({ frozen_at: write.fn.now() })
    expect(await openingOf(FORUM, '62.99.02.2001')).toBe('frozen')
    const dates = { opens: hoursFromNow(-1), closes: hoursFromNow(1) }
    for (const [method, rest, body] of [
      ['PUT', '/areas/62.99.02.2001', dates],
      ['POST', '/closing', { area: '62.99.02', reason: 'Selesai' }],
      ['POST', '/extension', { area: '62.99.02', until: hoursFromNow(99), reason: 'Banjir' }],
    ] as const)
      await readFault(await office.ask(method, stagePath(FORUM, rest), body, '*'), 409)
    await write('stage_areas').where({ area_code: '62.99.02' }).delete()
  })

  it('has the dates around it again once it has none of its own', async () => {
    cycle = await office.change('PUT', stagePath(FORUM, '/areas/62.99.02'), {
      opens: hoursFromNow(2),
      closes: null,
    })
    expect(await openingOf(FORUM, '62.99.02.2001')).toBe('before')
    cycle = await office.change('PUT', stagePath(FORUM, '/areas/62.99.02'), { opens: null, closes: null })
    expect(stageOf(FORUM)?.areas.map(({ area }) => area)).not.toContain('62.99.02')
  })
})

describe('ceilings', () => {
  const CEILINGS: Ceiling[] = [
    { area: '62.99.01', agency: null, rupiah: 2_500_000_000, source: 'SE Bupati 050/2026' },
    { area: '62.99.01', agency: 'Dinas PUPR', rupiah: 900_000_000.5, source: 'SE Bupati 050/2026' },
    { area: null, agency: 'Dinas Pendidikan', rupiah: 0, source: 'Renja 2027' },
  ]
  const path = stagePath('musrenbang-kecamatan', '/ceilings')

  it('are kept by area and agency, each with its source, and read by everyone', async () => {
    const answer = await office.ask('PUT', path, { ceilings: CEILINGS }, '*')
    expect(await readJson(answer)).toEqual({ items: CEILINGS })
    expect(await readJson(await server.get(path))).toEqual({ items: CEILINGS })
    const one = { ceilings: CEILINGS.slice(2) }
    expect(await readJson(await office.ask('PUT', path, one, '*'))).toEqual({ items: one.ceilings })
    await readFault(await server.get(stagePath('tidak-ada', '/ceilings')), 404)
  })

  it.each([
    ['ceilings[0].rupiah', { rupiah: -1 }],
    ['ceilings[0].rupiah', { rupiah: 1e16 }],
    ['ceilings[0].rupiah', { rupiah: '1000' }],
    ['ceilings[0].source', { source: ' ' }],
    ['ceilings[0].area', { area: '63.01' }],
    ['ceilings[0].area', { area: null, agency: null }],
    ['ceilings[0].area', { area: "62.99'--" }],
  ])('are refused by name of what is wrong: %s', async (parameter, change) => {
    await readParameterFault(
      await office.ask('PUT', path, { ceilings: [{ ...CEILINGS[0], ...change }] }, '*'),
      parameter,
    )
  })

  it('are one for each area and agency', async () => {
    await readParameterFault(
      await office.ask('PUT', path, { ceilings: [CEILINGS[0], CEILINGS[0]] }, '*'),
      'ceilings',
    )
  })
})

describe('two regions with a cycle of the same year', () => {
  it('are told apart by their codes', async () => {
    await office.create(2029)
    await office.create(2029, { region: '62.99.01' })
    const fault = await readParameterFault(await server.get('/api/cycles/2029'), 'region')
    expect(fault.expected).toBe('one of 62.99, 62.99.01')
    const cycle = await readJson<CycleAnswer>(await server.get('/api/cycles/2029?region=62.99.01'))
    expect(cycle.region).toBe('62.99.01')
  })
})
