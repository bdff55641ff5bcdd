import { CYCLE_FORMS, STAGE_FORMS } from '../../../server/pages/cycle/stage-forms.ts'
import type { RouteSamples, WriteWorld } from '../route-samples.ts'

const CYCLE = { region: '62.99', planYear: 2031, timeZone: 'Asia/Pontianak', tracks: ['desa', 'kelurahan'] }
const ANY = { 'If-Match': '*' }
const SETTINGS = {
  ...{ forumYear: 2030, realisationYear: 2031, timeZone: 'Asia/Makassar', graceSeconds: 60 },
  ...{ pokirCloses: '2030-03-01T16:00', pokirLate: 'change' },
}
const STAGE = {
  name: { id: 'Musrenbang desa', en: 'Village forum' },
  ...{ tracks: ['desa'], opens: '2030-01-01T00:00', closes: '2030-02-01T00:00', results: 'announced' },
  ...{ announces: null, actors: ['village'], checklist: [], quotas: [], reasons: [], source: null },
}
const NEW_STAGE = {
  ...{ key: 'rembuk-anak', kind: 'village', name: { id: 'Rembuk anak', en: 'Children’s meeting' } },
  ...{ tracks: ['desa'], after: null },
}
const CEILINGS = {
  ceilings: [{ area: '62.99.01', agency: null, rupiah: 1_000_000_000, source: 'Surat edaran' }],
}
const OF_CYCLE = 'cycles WHERE plan_year = 2031'
const HERE = '/api/cycles/2031'
const FORUM = `${HERE}/stages/musrenbang-desa`
/** Only where a test that writes has not made it yet. */
const makeCycle = ({ send }: WriteWorld) => send('POST', '/api/cycles', { body: CYCLE })

export const samples: RouteSamples = {
  params: { '{year}': ['2031'], '{stage}': ['musrenbang-desa', 'tidak-ada'], '{area}': ['62.99.01'] },
  writes: {
    'POST /api/cycles': { path: '/api/cycles', body: CYCLE, rows: OF_CYCLE },
    'PUT /api/cycles/{year}': {
      ...{ path: HERE, body: SETTINGS, headers: ANY, rows: OF_CYCLE, first: makeCycle },
    },
    'POST /api/cycles/{year}/stages': {
      ...{
        path: `${HERE}/stages`,
        body: NEW_STAGE,
        headers: ANY,
        rows: `cycle_changes WHERE kind = 'stage-added'`,
      },
    },
    'PUT /api/cycles/{year}/stages/{stage}': {
      ...{ path: FORUM, body: STAGE, headers: ANY, rows: `cycle_changes WHERE kind = 'stage'` },
    },
    'PUT /api/cycles/{year}/stages/{stage}/areas/{area}': {
      path: `${FORUM}/areas/62.99.01`,
      body: { opens: '2030-01-05T00:00', closes: '2030-01-20T00:00' },
      ...{ headers: ANY, rows: 'stage_areas' },
    },
    'POST /api/cycles/{year}/stages/{stage}/extension': {
      path: `${FORUM}/extension`,
      body: { area: '62.99.01', until: '2030-02-10T00:00', reason: 'Banjir' },
      ...{ headers: ANY, rows: 'stage_areas' },
    },
    'POST /api/cycles/{year}/stages/{stage}/closing': {
      path: `${FORUM}/closing`,
      body: { area: '62.99.02', reason: 'Forum selesai' },
      ...{ headers: ANY, rows: 'stage_areas' },
    },
    'PUT /api/cycles/{year}/stages/{stage}/ceilings': {
      ...{ path: `${FORUM}/ceilings`, body: CEILINGS, headers: ANY, rows: 'ceilings' },
    },
    'POST /siklus/baru': {
      path: '/siklus/baru',
      form: { region: '62.99', planYear: '2032', timeZone: 'Asia/Jakarta', 'track-desa': 'ya' },
      rows: 'cycles WHERE plan_year = 2032',
    },
    ...Object.fromEntries(
      [
        ...CYCLE_FORMS.map((form) => `POST /siklus/{year}/${form}`),
        ...STAGE_FORMS.map((form) => `POST /siklus/{year}/tahap/{stage}/${form}`),
      ].map((name) => [name, 'does by a form what a route above does']),
    ),
    'DELETE /api/cycles/{year}/stages/{stage}': {
      ...{ path: `${HERE}/stages/rembuk-anak`, headers: ANY },
      rows: `cycle_changes WHERE kind = 'stage-removed'`,
    },
    'DELETE /api/cycles/{year}': {
      ...{ path: HERE, headers: ANY, rows: `cycle_changes WHERE kind = 'deleted'` },
    },
  },
}
