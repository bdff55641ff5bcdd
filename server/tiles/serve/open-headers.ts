import type { ServerResponse } from 'node:http'

/** Of every answer about tiles: any page may read it, as what it says it is. */
export const openHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Access-Control-Allow-Origin': '*',
} as const

/** For answers whose other headers follow; where all are known, `writeHead` alone takes half as long. */
export function setOpenHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(openHeaders)) response.setHeader(name, value)
}
