import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '../../core/error-code.ts'
import { DatabaseUnusable } from './database.ts'

/** Two servers on one folder would corrupt it: the second is refused while the first one lives. Returns the release. */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, '..', 'server.pid')
  const holder = existsSync(file) ? readHolder(file) : undefined
  if (holder && holder.pid !== process.pid && holds(holder)) {
    throw new DatabaseUnusable(
      `${folder} is in use by process ${holder.pid}. Stop that server first, or set DATA_DIR to another folder. If no PetaUsul runs as process ${holder.pid}, remove ${file} and start again.`,
    )
  }
  writeFileSync(file, `${process.pid}\n${birthOf(process.pid) ?? ''}\n`)
  return () => rmSync(file, { force: true })
}

interface Holder {
  pid: number
  /** Undefined where the system does not provide it, and in lock files of earlier versions. */
  birth: string | undefined
}

function readHolder(file: string): Holder | undefined {
  const [pid = '', birth = ''] = readFileSync(file, 'utf8').split('\n')
  return /^[1-9]\d*$/.test(pid) ? { pid: Number(pid), birth: birth || undefined } : undefined
}

/** A process id that now belongs to another process, or that dates from before the last boot, holds no lock. */
function holds({ pid, birth }: Holder): boolean {
  if (!isAlive(pid)) return false
  const now = birthOf(pid)
  return birth === undefined || now === undefined || birth === now
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** Which start of the machine, and when after it the process began (proc(5), starttime): no two processes share both. */
function birthOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const started = fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19]
    return `${boot} ${started}`
  } catch {
    return undefined
  }
}
