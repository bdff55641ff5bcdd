import type { RequestHandler } from 'express'
import type { StoreVersion } from '../changes/store-version.ts'
import type { WriteLoad } from '../work/write-load.ts'

/**
 * Counts a write through the API as a change before its answer is out, so that whoever wrote sees it at once: the news of
 * it comes from the database a moment later. One that was refused changed nothing. While it lasts, what nobody waits for pauses.
 */
export function noteWrites(version: Pick<StoreVersion, 'advance'>, load: WriteLoad): RequestHandler {
  return (request, response, next) => {
    const reads = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS'
    if (!reads && request.path.startsWith('/api/')) {
      load.begin()
      response.once('close', () => load.end())
      response.once('finish', () => response.statusCode < 400 && version.advance())
    }
    next()
  }
}
