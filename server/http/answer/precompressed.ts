import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { RequestHandler } from 'express'

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}
const YEAR_SECONDS = 31_536_000
/** What only documents obey, and scripts of workers, which have a policy of their own: half a kilobyte a file of each first view. */
const OF_DOCUMENTS = [
  'Content-Security-Policy',
  'Cross-Origin-Opener-Policy',
  'Origin-Agent-Cluster',
  'Referrer-Policy',
  'X-DNS-Prefetch-Control',
  'X-Download-Options',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-XSS-Protection',
]
const HASHED = /^\/assets\/[\w.-]+$/

/** Sends a built file as brotli where it was packed at build time: smaller than packing it anew, and at no cost. */
export function precompressed(clientFolder: string): RequestHandler {
  const known = new Map<string, boolean>()
  return (request, response, next) => {
    const type = TYPES[extname(request.path)]
    const takesBrotli = /\bbr\b/.test(request.get('Accept-Encoding') ?? '')
    if (request.method !== 'GET' || !type || !takesBrotli || !HASHED.test(request.path)) return next()
    const packed = join(clientFolder, `${request.path}.br`)
    if (!known.has(packed)) known.set(packed, existsSync(packed))
    if (!known.get(packed)) return next()
    if (type !== TYPES['.svg'] && !/worker/.test(request.path))
      for (const name of OF_DOCUMENTS) response.removeHeader(name)
    response.set({
      'Content-Type': type,
      'Content-Encoding': 'br',
      Vary: 'Accept-Encoding',
      'Cache-Control': `public, max-age=${YEAR_SECONDS}, immutable`,
    })
    response.sendFile(`${request.path.slice(1)}.br`, {
      root: clientFolder,
      cacheControl: false,
      headers: { 'Content-Type': type },
    })
  }
}
