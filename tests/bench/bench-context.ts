import type { PostgisCluster } from './start-postgis.ts'

/** What the parts of the bench share. */
export interface BenchContext {
  cluster: PostgisCluster
  /** For files of this run only. */
  folder: string
  /** A database with villages and 200,000 proposals, imported as an office would. */
  url: string
  /** Manifest of the package with 1,000,000 proposals. */
  bigManifest(): Promise<string>
  say(text: string): void
}
