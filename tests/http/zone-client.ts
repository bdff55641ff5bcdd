import type { ZoneStatistics } from '../../core/api/zone.ts'
import { OFFICE, type TestServer } from '../support/start-test-server.ts'

export type Position = [lon: number, lat: number]

export { OFFICE }

/** A rectangle in degrees. */
export function box(west: number, south: number, east: number, north: number) {
  const ring: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return { type: 'Polygon', coordinates: [ring] }
}

/** Village 62.99.01.1003 of the fixture district: 5000 people, 150 of them poor, in a rectangle. */
export const KOTA_LAMA = box(111.2, -2.2, 111.3, -2.1)

export type Statistics = ZoneStatistics & { fixes: Record<string, number> }

/** Asks the zones' routes as the office does. */
export function zoneClient(server: TestServer) {
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    server.get(path, {
      method,
      headers: {
        ...OFFICE,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  return {
    send,
    statistics: (body: unknown) => send('POST', '/api/zones/statistics', body),
    snap: (body: unknown) => send('POST', '/api/zones/snap', body),
    create: (body: unknown) => send('POST', '/api/zones', body),
  }
}

/** Changes are reported after they are written; a busy machine takes its time. */
export const PATIENT = { timeout: 20_000 }
