import type { Response } from 'express'
import type { StoreVersion } from '../../changes/store-version.ts'
import type { WriteLoad } from '../../workload/write-load.ts'

/** Told of each request that changes the store, with its response, before its body is read. */
export type NoteWrite = (response: Response) => void

/**
 * Counts a write through the API as a change before its answer is out, so that whoever wrote sees it at once: the news of
 * it comes from the database a moment later. One that was refused changed nothing. While it lasts, what nobody waits for pauses.
 */
export function makeNoteWrite(version: Pick<StoreVersion, 'advance'>, load: WriteLoad): NoteWrite {
  return (response) => {
    // Who asks was looked up meanwhile: a client that has left since will not be heard leaving again.
    if (response.destroyed || response.closed) return
    load.begin()
    response.once('close', () => load.end())
    response.once('finish', () => response.statusCode < 400 && version.advance())
  }
}
