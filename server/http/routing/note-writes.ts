import type { Response } from 'express'
import type { StoreVersion } from '../../changes/store-version.ts'
import type { WriteLoad } from '../../workload/write-load.ts'

/**
 * Called for each request that changes the store, with its response, before its body is read; `rowsOf` where nothing changes but
 * some rows of that layer.
 */
export type NoteWrite = (response: Response, rowsOf?: string) => void

/**
 * Marks the store as changed by a write through the API before its answer is sent, so that the writer sees the result at once;
 * the database's own notification comes a moment later. Refused writes change nothing. While the write runs, background work
 * pauses.
 */
export function makeNoteWrite(version: Pick<StoreVersion, 'advance'>, load: WriteLoad): NoteWrite {
  return (response, rowsOf) => {
    // The actor was looked up meanwhile: if the client has left since, no further 'close' will be emitted.
    if (response.destroyed || response.closed) return
    load.begin()
    response.once('close', () => load.end())
    response.once('finish', () => response.statusCode < 400 && version.advance(rowsOf))
  }
}
