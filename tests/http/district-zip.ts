import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { strToU8, type Zippable, zipSync } from 'fflate'
import { FIXTURE_DISTRICT } from '../support/store-template.ts'

/** The files of the fixture district by name. */
export const fixture: Record<string, Uint8Array> = Object.fromEntries(
  readdirSync(dirname(FIXTURE_DISTRICT)).map((name) => [
    name,
    new Uint8Array(readFileSync(join(dirname(FIXTURE_DISTRICT), name))),
  ]),
)
const manifest = JSON.parse(readFileSync(FIXTURE_DISTRICT, 'utf8')) as Record<string, unknown>
/** The fixture district with other files put in, or a changed manifest. */
export const packageWith = (files: Zippable, changes: Record<string, unknown> = {}) =>
  zipSync({ ...fixture, 'district.json': strToU8(JSON.stringify({ ...manifest, ...changes })), ...files })
