import { readdirSync, readFileSync } from 'node:fs'

export interface ProcessMemory {
  /** Resident now, and at most since it began: bytes. A process counts its threads and the memory that they share. */
  bytes: number
  peakBytes: number
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** VmRSS and VmHWM of a process; 0 where the system does not tell or it has ended. */
export function memoryOf(pid: number | 'self'): ProcessMemory {
  const status = read(`/proc/${pid}/status`)
  const bytes = (name: string) => 1024 * Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0)
  return { bytes: bytes('VmRSS'), peakBytes: bytes('VmHWM') }
}

/** Of each process that this one has started and that still runs. */
export function memoryOfChildren(pid = process.pid): ProcessMemory[] {
  return childrenOf(pid).map(memoryOf)
}

function childrenOf(pid: number): number[] {
  const names = readdirSync('/proc', { encoding: 'utf8' }).filter((name) => /^\d+$/.test(name))
  // After the program's name, which may hold anything, stand its state and its parent.
  const parent = (name: string) => Number(/\) \S (\d+)/.exec(read(`/proc/${name}/stat`))?.[1] ?? 0)
  return names.filter((name) => parent(name) === pid).map(Number)
}
