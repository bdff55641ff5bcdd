import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../../../../core/error-code.ts'

const READ_BYTES = 256 * 1024

/**
 * A folder for temporary files: downloads that cannot be streamed from front to back, and uploads. Each task gets a folder of its
 * own in it.
 */
export class Scratch {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Removes what an earlier run that was killed left behind. */
  async clean(): Promise<void> {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return []
      throw error
    })
    for (const name of names)
      if (!isOfRunningProcess(name)) await rm(join(this.#folder, name), { recursive: true, force: true })
  }

  /** Makes a new empty folder that the caller must delete. */
  async begin(): Promise<string> {
    const folder = join(this.#folder, `${process.pid}-${randomUUID()}`)
    await mkdir(folder, { recursive: true })
    return folder
  }

  /** Runs a task with a new empty folder, which is deleted when the task ends, however it ends. */
  async *within<Piece>(work: (folder: string) => AsyncGenerator<Piece>): AsyncGenerator<Piece> {
    const folder = await this.begin()
    try {
      yield* work(folder)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}

/** Other instances may share the folder: names of folders begin with the id of their process. */
function isOfRunningProcess(name: string): boolean {
  const id = Number(/^(\d+)-/.exec(name)?.[1])
  if (!Number.isInteger(id) || id === process.pid) return false
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** A file's bytes in order. */
export async function* readFilePieces(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r')
  try {
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES, null)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/** A buffered writer of a file that knows its position. */
export class PieceFile {
  readonly #file: FileHandle
  #waiting: Uint8Array[] = []
  #waitingBytes = 0
  /** Bytes so far. */
  length = 0

  constructor(file: FileHandle) {
    this.#file = file
  }

  static async create(path: string): Promise<PieceFile> {
    return new PieceFile(await open(path, 'w'))
  }

  write(bytes: Uint8Array): void {
    this.#waiting.push(bytes)
    this.#waitingBytes += bytes.length
    this.length += bytes.length
  }

  /** Flushes the buffer; call it now and then, since it grows until then. */
  async flush(): Promise<void> {
    if (this.#waitingBytes === 0) return
    const bytes = Buffer.concat(this.#waiting)
    this.#waiting = []
    this.#waitingBytes = 0
    // Unlike `write` it goes on after a part was written, and so hears that the disk is full.
    await this.#file.writeFile(bytes)
  }

  /** Writes over what stands at the beginning. */
  async rewriteStart(bytes: Uint8Array): Promise<void> {
    await this.flush()
    await this.#file.write(bytes, 0, bytes.length, 0)
  }

  async close(): Promise<void> {
    await this.flush()
    await this.#file.close()
  }
}
