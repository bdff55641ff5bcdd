import { globSync } from 'node:fs'
import type { Subject } from '../../core/access/grant.ts'

export interface Sending {
  readonly body?: object
  /** Fields of an HTML form, instead of a body. */
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

/** A write, and the rows that it leaves: none of another account, or of nobody's, may be among them. */
export interface Write extends Sending {
  /** In braces a table, for the greatest id in it: /api/zones/{zones}. */
  readonly path: string
  /** FROM and WHERE of the rows that it wrote. */
  readonly rows: string
  /** Column of the account, where it is not called by_account. */
  readonly column?: string
  /** Run before, so that there is something to write to. */
  readonly first?: (world: WriteWorld) => Promise<unknown>
}

export interface WriteWorld {
  send(method: string, path: string, sending?: Sending): Promise<Response>
  sql(statement: string): Promise<unknown>
}

/** What a bounded route is asked for, and all that it is about: a grant opens it where it covers each. */
export interface BoundedAsking {
  readonly path: string
  readonly body?: object
  readonly about: readonly Subject[]
}

/** Makes something as the whole office; its id. */
export type Make = (path: string, body: object) => Promise<string>

/** How tests ask routes ("POST /api/zones") of one subject: each file of samples/ has `samples` of them. */
export interface RouteSamples {
  /** What stands for a parameter of a path: `{ '{zone}': ['1'] }`. */
  readonly params?: Readonly<Record<string, readonly string[]>>
  /** Of each route that writes, in an order in which each finds what it needs; or why it leaves nothing of a person's. */
  readonly writes?: Readonly<Record<string, Write | string>>
  /** Bodies for routes that are asked by POST and write nothing. */
  readonly posts?: Readonly<Record<string, readonly object[]>>
  /** Of each route with `subjects`, questions within and beyond bounds. */
  readonly bounded?: (make: Make) => Promise<Readonly<Record<string, readonly BoundedAsking[]>>>
}

const here = new URL('./samples/', import.meta.url)

/** Of every subject that has a file in samples/. */
export const allSamples: readonly RouteSamples[] = await Promise.all(
  globSync('*.ts', { cwd: here })
    .sort()
    .map(async (file) => ((await import(new URL(file, here).href)) as { samples: RouteSamples }).samples),
)

/** One record of the records; no name may stand in two of them. */
export function mergeSamples<Of>(
  records: readonly (Readonly<Record<string, Of>> | undefined)[],
): Record<string, Of> {
  const entries = records.flatMap((record = {}) => Object.entries(record))
  const twice = entries.map(([name]) => name).filter((name, at, names) => names.indexOf(name) !== at)
  if (twice.length > 0) throw new Error(`more than one file of samples/ has ${twice.join(', ')}`)
  return Object.fromEntries(entries)
}
