import { afterAll, beforeAll, describe, it } from 'vitest'
import type { TestServer } from '../support/start-test-server.ts'
import { readFault, readParameterFault } from './answers.ts'
import { administrator, post, startRankingServer } from './ranking-store.ts'

let server: TestServer
beforeAll(async () => {
  server = await startRankingServer()
})
afterAll(() => server.close())

describe('a request that makes no sense is refused by name', () => {
  it.each<[string, object, string]>([
    ['/api/rankings', { weights: { urgency: 0, cost: 0 } }, 'weights'],
    ['/api/rankings', { weights: {} }, 'weights'],
    ['/api/rankings', { weights: { urgency: 1.5 } }, 'weights.urgency'],
    ['/api/rankings', { weights: { urgency: 101 } }, 'weights.urgency'],
    ['/api/rankings', { weights: { urgency: -1 } }, 'weights.urgency'],
    ['/api/rankings', { weights: { nothing: 5 } }, 'weights.nothing'],
    ['/api/rankings', { weights: { constructor: 3 } }, 'weights.constructor'],
    ['/api/rankings', { weights: [1, 2] }, 'weights'],
    ['/api/rankings', { model: 'none-such' }, 'model'],
    ['/api/rankings', { model: { id: 'default', version: 99 } }, 'model'],
    ['/api/rankings', { model: 'default', weights: { urgency: 1 } }, 'weights'],
    ['/api/rankings', { method: 'electre' }, 'method'],
    ['/api/rankings', { normalisation: 'vector' }, 'normalisation'],
    ['/api/rankings', { scale: 'raw' }, 'scale'],
    ['/api/rankings', { method: 'topsis', scale: 'sum' }, 'scale'],
    ['/api/rankings/weights', { entropy: {}, critic: {} }, 'body'],
    ['/api/rankings', { method: 'topsis', normalisation: 'sum' }, 'normalisation'],
    ['/api/rankings', { preferences: {} }, 'preferences'],
    ['/api/rankings', { method: 'promethee', preferences: { none: { kind: 'usual' } } }, 'preferences.none'],
    ['/api/rankings', { method: 'promethee', preferences: { cost: { kind: 'linear', q: 5, p: 5 } } }, 'p'],
    ['/api/rankings', { limit: 501 }, 'limit'],
    ['/api/rankings', { limit: 0 }, 'limit'],
    ['/api/rankings', { offset: -1 }, 'offset'],
    ['/api/rankings', { filter: { bbox: [1, 2, 3] } }, 'filter.bbox'],
    ['/api/rankings', { filter: { bbox: [112, -2, 111, -1] } }, 'filter.bbox'],
    ['/api/rankings', { filter: { year: '20x5' } }, 'year'],
    ['/api/rankings', { filter: { province: '62' } }, 'filter.province'],
    ['/api/rankings', { filter: { q: 'a\0b' } }, 'filter.q'],
    ['/api/rankings', { colour: 'red' }, 'colour'],
    ['/api/rankings', { sort: { column: 'colour', direction: 'ascending' } }, 'sort.column'],
    ['/api/rankings', { sort: { column: 'constructor', direction: 'ascending' } }, 'sort.column'],
    ['/api/rankings', { sort: { column: 'criterion:none', direction: 'ascending' } }, 'sort.column'],
    ['/api/rankings', { sort: { column: 'cost', direction: 'up' } }, 'sort.direction'],
    ['/api/rankings', { sort: { column: 'cost' } }, 'sort.direction'],
    ['/api/rankings', { within: { colour: { most: 1 } } }, 'within.colour'],
    ['/api/rankings', { within: { cost: { values: ['1'] } } }, 'within.cost'],
    ['/api/rankings', { within: { status: { words: 'a' } } }, 'within.status'],
    ['/api/rankings', { within: { title: { least: 1 } } }, 'within.title'],
    ['/api/rankings', { within: { cost: {} } }, 'within.cost'],
    ['/api/rankings', { within: { cost: { least: '1' } } }, 'within.cost'],
    ['/api/rankings', { within: { status: { values: [] } } }, 'within.status'],
    ['/api/rankings', { within: { title: { words: 'a\0b' } } }, 'within.title'],
    ['/api/rankings', { search: 'a'.repeat(101) }, 'search'],
    ['/api/rankings/spread', {}, 'column'],
    ['/api/rankings/spread', { column: 'title' }, 'column'],
    ['/api/rankings/spread', { column: 'colour' }, 'column'],
    ['/api/rankings/spread', { column: 'cost', limit: 5 }, 'limit'],
    ['/api/rankings/weights', {}, 'body'],
    ['/api/rankings/weights', { ahp: { keys: ['cost'], matrix: [[1]] }, entropy: {} }, 'body'],
    [
      '/api/rankings/weights',
      {
        ahp: {
          keys: ['cost', 'none'],
          matrix: [
            [1, 1],
            [1, 1],
          ],
        },
      },
      'ahp.keys[1]',
    ],
    [
      '/api/rankings/weights',
      {
        ahp: {
          keys: ['cost', 'cost'],
          matrix: [
            [1, 1],
            [1, 1],
          ],
        },
      },
      'ahp.keys[1]',
    ],
    ['/api/rankings/weights', { ahp: { keys: ['cost', 'urgency'], matrix: [[1, 3]] } }, 'ahp.matrix'],
    [
      '/api/rankings/weights',
      {
        ahp: {
          keys: ['cost', 'urgency'],
          matrix: [
            [1, 3],
            [3, 1],
          ],
        },
      },
      'matrix[0][1]',
    ],
    [
      '/api/rankings/weights',
      {
        ahp: {
          keys: ['cost', 'urgency'],
          matrix: [
            [1, 12],
            [1 / 12, 1],
          ],
        },
      },
      'matrix[0][1]',
    ],
    ['/api/rankings/weights', { entropy: { filter: { year: 1999 } } }, 'entropy.filter'],
    ['/api/rankings/weights', { critic: { filter: { year: 1999 } } }, 'critic.filter'],
    ['/api/rankings/agreement', { sets: [{ name: 'a', weights: { cost: 1 } }], top: 5 }, 'sets'],
    [
      '/api/rankings/agreement',
      {
        sets: [
          { name: 'a', weights: { cost: 1 } },
          { name: 'a', weights: { cost: 1 } },
        ],
        top: 5,
      },
      'sets[1].name',
    ],
    [
      '/api/rankings/agreement',
      {
        sets: [
          { name: 'a', weights: { cost: 0 } },
          { name: 'b', weights: { cost: 1 } },
        ],
        top: 5,
      },
      'sets[0].weights',
    ],
    [
      '/api/rankings/agreement',
      {
        sets: [
          { name: 'a', weights: { cost: 1 } },
          { name: 'b', weights: { cost: 1 } },
        ],
        top: 0,
      },
      'top',
    ],
    ['/api/rankings/robustness', {}, 'line'],
    ['/api/rankings/robustness', { line: { top: 2 }, samples: 0 }, 'samples'],
    ['/api/rankings/robustness', { line: { top: 2 }, seed: -1 }, 'seed'],
    ['/api/rankings/robustness', { line: { budgetRupiah: -1 } }, 'line.budgetRupiah'],
    [
      '/api/rankings/robustness',
      { line: { top: 2 }, uncertainty: { kind: 'around', spread: 2 } },
      'uncertainty.spread',
    ],
    ['/api/rankings/decision', { robustness: { line: { top: 1 }, samples: 2.5 } }, 'robustness.samples'],
  ])('%s %j', async (path, request, parameter) => {
    await readParameterFault(await post(server, path, request), parameter)
  })

  it('as what is no JSON', async () => {
    const headers = { ...administrator, 'Content-Type': 'application/json' }
    for (const body of ['{', 'null', '[]', '"x"']) {
      const answer = await server.get('/api/rankings', { method: 'POST', body, headers })
      await readFault(answer, 400)
    }
    const form = {
      method: 'POST',
      body: 'a=1',
      headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
    }
    await readFault(await server.get('/api/rankings', form), 415)
    const long = { method: 'POST', body: JSON.stringify({ title: 'x'.repeat(600_000) }), headers }
    await readFault(await server.get('/api/rankings', long), 413)
  })
})
