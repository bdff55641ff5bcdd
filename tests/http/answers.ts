import { expect } from 'vitest'

/** What /api/proposals lists. */
export interface Item {
  code: string
  title: string
  problem: string | null
  year: number
  status: string
  stage: string
  sector: string
  source: string
  agency: string | null
  locationQuality: string
  villageCode: string | null
  costRupiah: number | null
  point: [number, number] | null
}

export interface Total {
  count: number
  withLocation: number
  withoutLocation: number
  conflict: number
  costRupiah: number
}

export interface Page {
  items: Item[]
  next: string | null
  total: Total
}

export interface Fault {
  type: string
  title: string
  status: number
  detail: string
  parameter?: string
  received?: string
  expected?: string
  faults?: { parameter: string; received: string; expected: string }[]
}

/** The body of an answer that must have succeeded. */
export async function readJson<Body>(response: Response): Promise<Body> {
  const text = await response.text()
  expect(response.status, text.slice(0, 500)).toBeLessThan(300)
  expect(response.headers.get('content-type')).toContain('json')
  return JSON.parse(text) as Body
}

/** The problem+json of an answer that must have failed with this status. */
export async function readFault(response: Response, status: number): Promise<Fault> {
  const text = await response.text()
  expect(response.status, text.slice(0, 500)).toBe(status)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  const fault = JSON.parse(text) as Fault
  expect(fault).toMatchObject({
    type: 'about:blank',
    status,
    title: expect.any(String),
    detail: expect.any(String),
  })
  return fault
}

/** A refusal of a parameter: which one, what came and what was expected, all in words. */
export async function readParameterFault(response: Response, parameter: string): Promise<Fault> {
  const fault = await readFault(response, 400)
  expect(fault.parameter).toBe(parameter)
  expect(fault.received).toEqual(expect.any(String))
  expect(fault.expected).toMatch(/\w/)
  return fault
}
