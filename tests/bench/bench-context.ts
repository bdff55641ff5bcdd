import type { PostgisCluster } from './start-postgis.ts'

/** A store of villages and proposals, on PostGIS or embedded. */
export interface BenchStore {
  /** By which a server process opens it. */
  serve: { databaseUrl?: string; folder: string }
  /** While no server process has it open: the embedded engine lets one in at a time. */
  query(sql: string): Promise<Record<string, unknown>[]>
}

/** What the parts of the bench share that need no PostGIS. */
export interface StoreContext {
  store: BenchStore
  /** For files of this run only. */
  folder: string
  say(text: string): void
}

/** What the other parts share. */
export interface BenchContext extends StoreContext {
  cluster: PostgisCluster
  /** A database with villages and 200,000 proposals, imported as an office would. */
  url: string
  /** Manifest of the package with 1,000,000 proposals. */
  bigManifest(): Promise<string>
}
