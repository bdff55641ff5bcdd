import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readerRoleOf } from '../../server/database/reader-role.ts'
import { FIXTURE_DISTRICT, withDatabase } from '../support/store-template.ts'
import { runServer } from './run-server.ts'

const server = process.env.TEST_DATABASE_URL ?? ''
const name = `petausul_start_${randomUUID().replaceAll('-', '')}`
const role = `${name}_plain`
let folder: string
let client: pg.Client

describe('on PostGIS', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'petausul-postgis-'))
    client = new pg.Client({ connectionString: server })
    await client.connect()
    await client.query(`CREATE DATABASE ${name}`)
    await client.query(`CREATE ROLE ${role} LOGIN`)
  })
  afterAll(async () => {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await client.query(`DROP ROLE IF EXISTS ${role}, ${readerRoleOf(name)}`)
    await client.end()
    rmSync(folder, { recursive: true, force: true })
  })

  test('a missing extension that may not be created is told with what to do', async () => {
    const url = new URL(withDatabase(server, name))
    url.username = role
    const run = runServer({ DATA_DIR: folder, DATABASE_URL: url.href, DEMO: 'no' })
    expect(await run.ended).toBe(1)
    expect(run.output()).toContain('The extension postgis is missing')
    expect(run.output()).toContain('CREATE EXTENSION postgis')
  })

  test('one setting brings the same product up on PostGIS', async () => {
    const settings = { DATA_DIR: folder, DATABASE_URL: withDatabase(server, name), DEMO: 'no' }
    const fill = runServer(settings, 'server/programs/import-package.ts', [FIXTURE_DISTRICT])
    expect(await fill.ended, fill.output()).toBe(0)
    const run = runServer(settings)
    const url = await run.ready
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ engine: 'postgis', status: 'ready' })
    expect(await (await fetch(`${url}/api/district`)).json()).toMatchObject({ name: 'Kabupaten Contoh' })
    run.child.kill('SIGTERM')
    expect(await run.ended).toBe(0)
  })
})
