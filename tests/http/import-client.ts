import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { OFFICE, startTestServer, type TestServer } from '../support/start-test-server.ts'
import type { Template } from '../support/store-template.ts'
import { type Fault, readJson } from './answers.ts'

export interface ImportState {
  id: string
  state: 'running' | 'done' | 'failed' | 'cancelled'
  share: number
  packageId: string | null
  report: {
    changed: boolean
    computed: string[]
    datasets: {
      role: string
      file: string
      state: string
      counts: Record<string, number>
      rejects: unknown[]
    }[]
  } | null
  problem: Fault | null
  finishedAt: string | null
}

export const authorization = OFFICE

const TABLES = [
  'packages',
  'datasets',
  'areas',
  'statistics',
  'facilities',
  'features',
  'proposals',
  'decisions',
  'events',
  'contacts',
  'rejects',
  'need_cells',
  'coverage',
]

/** A server that takes uploads of at most 2 MB, and what an office does with it. */
export class ImportClient {
  readonly server: TestServer
  /** The server's data folder. */
  readonly folder: string

  private constructor(server: TestServer, folder: string) {
    this.server = server
    this.folder = folder
  }

  static async start(template: Template): Promise<ImportClient> {
    const folder = mkdtempSync(join(tmpdir(), 'petausul-imports-'))
    const server = await startTestServer({ template, settings: { DATA_DIR: folder, UPLOAD_MB: '2' } })
    return new ImportClient(server, folder)
  }

  async close(): Promise<void> {
    await this.server.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  ask(path: string): Promise<Response> {
    return this.server.get(path, { headers: authorization })
  }

  upload(zip: Uint8Array | string, headers: Record<string, string> = {}): Promise<Response> {
    return this.server.get('/api/imports', {
      method: 'POST',
      body: zip as BodyInit,
      headers: { ...authorization, 'Content-Type': 'application/zip', ...headers },
    })
  }

  async finished(location: string): Promise<ImportState> {
    for (;;) {
      const state = await readJson<ImportState>(await this.ask(location))
      if (state.state !== 'running') return state
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  async importOf(zip: Uint8Array): Promise<ImportState> {
    const response = await this.upload(zip)
    const { id } = await readJson<{ id: string }>(response)
    expect(response.status).toBe(202)
    expect(response.headers.get('location')).toBe(`/api/imports/${id}`)
    return await this.finished(`/api/imports/${id}`)
  }

  /** Rows of every table that an import fills. */
  async countRows(): Promise<unknown> {
    const counts = TABLES.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`)
    const { rows } = await this.server.database.write.raw<{ rows: unknown[] }>(`SELECT ${counts.join(', ')}`)
    return rows[0]
  }

  /** What uploads have left in the data folder. */
  leftOvers(): string[] {
    return readdirSync(this.folder).includes('uploads') ? readdirSync(join(this.folder, 'uploads')) : []
  }
}
