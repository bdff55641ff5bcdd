import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../../core/error-code.ts'
import type { Config } from '../config.ts'

const OWNER_ONLY = 0o600

/**
 * The key that seals, which lies outside the database: the setting AUDIT_KEY, or else a file in DATA_DIR that is made at the
 * first start.
 */
export async function readAuditKey({
  auditKey,
  dataDir,
}: Pick<Config, 'auditKey' | 'dataDir'>): Promise<string> {
  if (auditKey !== undefined) return auditKey
  const path = join(dataDir, 'audit.key')
  return (await readIfThere(path)) ?? (await makeKey(dataDir, path))
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** The file appears whole, and once: of two servers that make it at the same time one reads what the other made. */
async function makeKey(folder: string, path: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', OWNER_ONLY)
  try {
    await file.writeFile(randomBytes(32).toString('base64url'))
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(draft, path)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  } finally {
    await rm(draft)
  }
  return (await readFile(path, 'utf8')).trim()
}
