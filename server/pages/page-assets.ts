import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One entry of vite's manifest; names are relative to the built folder. */
interface ManifestEntry {
  file: string
  css?: string[]
}

/** Addresses of built files by the path of their source in client/. */
export interface PageAssets {
  /** The address of a built entry, or undefined where the client has not been built with it. */
  address(source: string): string | undefined
}

/** Reads what the client's build wrote on first use. Without a build the pages come as plain, readable markup. */
export function makePageAssets(clientFolder: string): PageAssets {
  let manifest: Record<string, ManifestEntry> | undefined
  return {
    address(source) {
      manifest ??= readManifest(join(clientFolder, '.vite', 'manifest.json'))
      const file = manifest[source]?.file
      return file === undefined ? undefined : `/${file}`
    },
  }
}

function readManifest(path: string): Record<string, ManifestEntry> {
  if (!existsSync(path)) return {}
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, ManifestEntry>
}
