import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { digestOfRaws } from '../../core/decision/check-raws.ts'
import type { RankingDecision } from '../../core/decision/decision-file.ts'
import { sealOf } from '../../core/decision/make-decision.ts'
import { answerDecision } from '../../server/prioritise/answer-decision.ts'
import { makeRankingContext } from '../../server/prioritise/ranking-context.ts'
import { readDecisionBody } from '../../server/prioritise/ranking-request.ts'
import type { TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'
import {
  administrator,
  EVERY_ONE,
  post,
  type RankingAnswer,
  rankAll,
  startRankingServer,
  YEAR,
} from './ranking-store.ts'
import { reproduce } from './reproduce.ts'

let server: TestServer
beforeAll(async () => {
  server = await startRankingServer()
})
afterAll(async () => {
  await server.close()
})

const decide = async (request: object) => {
  const answer = await post(server, '/api/rankings/decision', request)
  expect(answer.status).toBe(200)
  return { text: await answer.text(), headers: answer.headers }
}

const REQUEST = {
  title: 'Musrenbang uji',
  filter: { year: YEAR },
  weights: { urgency: 70, cost: 31, areaPoverty: 12 },
  robustness: { samples: 200, seed: 11, line: { budgetRupiah: 1e9 } },
}

describe('a decision file of a ranking', () => {
  it.each([
    ['weighted-sum', {}],
    ['topsis', { normalisation: 'min-max' }],
    ['topsis', { scale: 'raw' }],
    ['promethee', { preferences: { cost: { kind: 'gaussian', s: 120 } } }],
  ])('by %s is repeated bit for bit without the store', async (method, options) => {
    const { text, headers } = await decide({ ...REQUEST, method, ...options })
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="peringkat-[\w-]+\.json"$/)
    const { code, said } = await reproduce(text)
    expect(said).toContain('Reproduced bit for bit.')
    expect(code).toBe(0)
    const file = JSON.parse(text) as RankingDecision
    const items = await rankAll(server, {
      filter: REQUEST.filter,
      weights: REQUEST.weights,
      method,
      ...options,
    })
    expect(file.result.order.map((row) => file.inputs.codes[row])).toEqual(items.map((item) => item.code))
    expect(file).toMatchObject({ title: 'Musrenbang uji', filter: { year: String(YEAR) }, model: null })
    const { digest } = await readJson<RankingAnswer>(
      await post(server, '/api/rankings', { filter: REQUEST.filter }),
    )
    expect(file.inputs.digest).toBe(digest)
    // A reader of version 1 would rank it by per mille values.
    expect(file.formatVersion).toBe('scale' in options ? 2 : 1)
    expect(file.method).toMatchObject('scale' in options ? options : {})
  })

  it('by an earlier version of a saved model is of that version, and repeated bit for bit', async () => {
    const sets = [REQUEST.weights, { urgency: 1, cost: 90 }]
    const title = { id: 'Forum', en: 'Forum' }
    for (const weights of sets)
      await readJson(
        await post(server, '/api/score-models', { id: 'forum', title, method: 'topsis', weights }),
      )
    const files = await Promise.all(
      [1, 2].map((version) => decide({ filter: REQUEST.filter, model: { id: 'forum', version } })),
    )
    for (const [at, { text }] of files.entries()) {
      const file = JSON.parse(text) as RankingDecision
      expect(file).toMatchObject({ model: { id: 'forum', version: at + 1 }, method: { kind: 'topsis' } })
      const named = file.criteria.map(({ key }, c) => [key, file.weights[c]])
      expect(Object.fromEntries(named.filter(([, weight]) => weight !== 0))).toEqual(sets[at])
      const { code, said } = await reproduce(text)
      expect(said).toContain('Reproduced bit for bit.')
      expect(code).toBe(0)
    }
    expect(files[0]!.text).not.toBe(files[1]!.text)
  })

  it('comes with its progress in lines for those who want that, the same file with its name', async () => {
    const headers = { 'Content-Type': 'application/json', accept: 'application/x-ndjson', ...administrator }
    const robustness = { samples: 20_000, seed: 11, line: { top: 20 } }
    const filter = { ...EVERY_ONE, ...REQUEST.filter }
    const body = JSON.stringify({ ...REQUEST, filter, robustness })
    const answer = await server.get('/api/rankings/decision', { method: 'POST', headers, body })
    expect(answer.headers.get('content-type')).toContain('application/x-ndjson')
    const lines = (await answer.text()).trim().split('\n')
    const reported = lines.map(
      (line) => JSON.parse(line) as { share?: number; result?: { name: string; text: string } },
    )
    const shares = reported.flatMap(({ share }) => share ?? [])
    expect(shares.length).toBeGreaterThan(1)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares[0]).toBeLessThan(1)
    const { name = '', text = '' } = reported.at(-1)?.result ?? {}
    expect(name).toMatch(/^peringkat-[\w-]+\.json$/)
    expect((await reproduce(text)).said).toContain('Reproduced bit for bit.')
    const plain = JSON.parse((await decide({ ...REQUEST, robustness })).text) as RankingDecision
    const sameBut = { created: '', seal: '' }
    expect({ ...(JSON.parse(text) as RankingDecision), ...sameBut }).toEqual({ ...plain, ...sameBut })
  })

  it('is no longer written once nobody waits for it, and the next one is', async () => {
    const context = makeRankingContext(server.database.read, () => {})
    const leaving = new AbortController()
    const onProgress = () => leaving.abort(new Error('left'))
    const robustness = { samples: 100_000, seed: 11, line: { top: 20 } }
    const request = readDecisionBody({ ...REQUEST, robustness })
    const watch = { signal: leaving.signal, onProgress }
    await expect(answerDecision(context, request, watch)).rejects.toThrow('left')
    expect((await answerDecision(context, readDecisionBody(REQUEST))).bytes.length).toBeGreaterThan(100)
    context.close()
  })

  it('that somebody has changed is found out, whatever it was', async () => {
    const { text } = await decide({ ...REQUEST, model: undefined })
    const forge = async (change: (file: RankingDecision & Record<string, unknown>) => void) => {
      const file = JSON.parse(text) as RankingDecision & Record<string, unknown>
      change(file)
      return reproduce(JSON.stringify(file))
    }
    const changes: ((file: Record<string, never> & RankingDecision) => void)[] = [
      (file) => Object.assign(file, { title: 'Lain' }),
      (file) => Object.assign(file.weights, { 0: 71 }),
      (file) => Object.assign(file.inputs.values[0] ?? [], { 3: 999 }),
      (file) => Object.assign(file.inputs.costRupiah, { 0: 1 }),
      (file) => Object.assign(file.inputs.raws?.[0] ?? [], { 3: 3.5 }),
      (file) => Object.assign(file.criteria[0]?.definition ?? {}, { direction: 'minimise' }),
      (file) => Object.assign(file.result.order, { 0: file.result.order[1], 1: file.result.order[0] }),
      (file) => Object.assign(file.robustness?.first ?? [], { 0: 0.5 }),
    ]
    for (const [at, change] of changes.entries()) {
      const { code, said } = await forge(change as never)
      expect(code, `${at}`).toBe(1)
      expect(said).toContain('MISS seal of the file')
      expect(said).toContain('Not reproduced')
    }
  })

  it('whose forger has sealed it again is still found out by what is computed', async () => {
    const { text } = await decide(REQUEST)
    const file = JSON.parse(text) as RankingDecision
    const weights = file.weights.map((weight, at) => (at === 0 ? weight - 60 : weight))
    const forged = { ...file, weights }
    const { code, said } = await reproduce(JSON.stringify({ ...forged, seal: await sealOf(forged) }))
    expect(code).toBe(1)
    expect(said).toContain('ok   seal of the file')
    expect(said).toContain('MISS scores')
    expect(said).toContain('MISS digest of the result')
  })

  it('with raw values that do not give its values is refused even when sealed again', async () => {
    const file = JSON.parse((await decide(REQUEST)).text) as RankingDecision
    const urgency = file.criteria.findIndex(({ key }) => key === 'urgency')
    const raws = file.inputs.raws!.map((column, c) => (c === urgency ? column.map(() => 5) : column))
    const rawDigest = await digestOfRaws(file.criteria, raws)
    const forged = { ...file, inputs: { ...file.inputs, raws, rawDigest } }
    const { code, said } = await reproduce(JSON.stringify({ ...forged, seal: await sealOf(forged) }))
    expect(code).toBe(1)
    expect(said).toContain('ok   digest of the raw values')
    expect(said).toContain('MISS values that are not their raw value on its scale')
  })

  it('of which one digit is another, in the bytes as they lie, is refused with the reason', async () => {
    const { text } = await decide(REQUEST)
    const digits = [...text.matchAll(/"costRupiah":\[(\d)/g)].map(
      ({ index, 0: found }) => index + found.length - 1,
    )
    const at = digits[0]!
    const other = `${text.slice(0, at)}${(Number(text[at]) % 9) + 1}${text.slice(at + 1)}`
    expect(other.split('').filter((sign, place) => sign !== text[place])).toHaveLength(1)
    const { code, said } = await reproduce(other)
    expect(code).toBe(1)
    expect(said).toContain('MISS seal of the file')
    expect(said).toContain('MISS digest of the inputs')
    expect((await reproduce(text)).code).toBe(0)
  })

  it('with the digest of other inputs is refused even when sealed again', async () => {
    const file = JSON.parse((await decide(REQUEST)).text) as RankingDecision
    const others = JSON.parse(
      (await decide({ ...REQUEST, filter: { year: YEAR, status: 'verified' } })).text,
    ) as RankingDecision
    expect(others.inputs.digest).not.toBe(file.inputs.digest)
    const forged = { ...file, inputs: { ...file.inputs, digest: others.inputs.digest } }
    const { code, said } = await reproduce(JSON.stringify({ ...forged, seal: await sealOf(forged) }))
    expect(code).toBe(1)
    expect(said).toContain('ok   seal of the file')
    expect(said).toMatch(new RegExp(`MISS digest of the inputs\\s+expected  ${others.inputs.digest}`))
  })

  it('that is cut off, newer, incomplete or something else is refused in words', async () => {
    const { text } = await decide(REQUEST)
    const without = (part: keyof RankingDecision) =>
      JSON.stringify({ ...(JSON.parse(text) as RankingDecision), [part]: undefined })
    const withoutRaws = (whole: string) => {
      const { inputs, ...file } = JSON.parse(whole) as RankingDecision
      const method = { kind: 'topsis', normalisation: 'vector', scale: 'raw' }
      return JSON.stringify({ ...file, method, inputs: { ...inputs, raws: undefined } })
    }
    const cases: [string, RegExp][] = [
      [text.slice(0, text.length >> 1), /cut off/],
      ['', /no JSON/],
      ['kode,nama\n1,a', /no JSON/],
      ['[]', /no decision file/],
      ['{"format":"other"}', /no decision file.*received other/],
      [text.replace('"formatVersion":1', '"formatVersion":4'), /newer version/],
      [
        text.replace('"kind":"weighted-sum"', '"kind":"weighted-sum","scale":"raw"'),
        /damaged at method.scale/,
      ],
      [withoutRaws(text), /damaged at inputs.raws/],
      [text.replace('"formatVersion":1', '"formatVersion":"x"'), /Unknown version/],
      [text.replace('"kind":"ranking"', '"kind":"lottery"'), /Unknown kind.*lottery/],
      [without('inputs'), /damaged at inputs/],
      [without('weights'), /damaged at weights/],
      [without('result'), /damaged at result/],
      [text.replace(/"rawDigest":"\w+"/, '"rawDigest":7'), /damaged at inputs.rawDigest/],
      [text.replace(/"costRupiah":\[[^\]]*\]/, '"costRupiah":[1]'), /damaged at inputs.costRupiah/],
    ]
    for (const [content, words] of cases) {
      const { code, said } = await reproduce(content)
      expect(said).toMatch(words)
      expect(said, String(words)).not.toMatch(/^\s+at /m)
      expect(code, String(words)).toBe(1)
    }
  })

  it('of nothing holds nothing and is repeated too', async () => {
    const { text } = await decide({ filter: { year: 1999 } })
    expect((JSON.parse(text) as RankingDecision).result.order).toEqual([])
    expect((await reproduce(text)).code).toBe(0)
  })
})
