import type { ImportContext } from './dataset.ts'

/** Changes whenever the areas of a level were loaded anew: what is placed in them is then placed again. */
export async function areasFingerprint({ database, pack }: ImportContext, level: string): Promise<string> {
  const found = await database
    .write('datasets')
    .where({ package_id: pack.manifest.id, role: `areas:${level}` })
    .first<{ fingerprint: string } | undefined>('fingerprint')
  return found?.fingerprint ?? 'none'
}
