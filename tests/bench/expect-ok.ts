import { OFFICE } from '../support/office-token.ts'

const headers = { ...OFFICE, 'Content-Type': 'application/json' }

/** What the office is answered; throws on anything but success. */
export async function expectOk(url: string, init?: RequestInit): Promise<ArrayBuffer> {
  const response = await fetch(url, { headers, ...init })
  const body = await response.arrayBuffer()
  if (!response.ok)
    throw new Error(`${response.status} from ${url}: ${Buffer.from(body).toString('utf8', 0, 300)}`)
  return body
}
