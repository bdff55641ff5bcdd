import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeVillageMatcher } from '../../core/proposal/village-name.ts'
import { openSourceFile } from '../../server/ingest/formats/open-source-file.ts'
import { kobarFolder, readVillages } from './kobar-data.ts'

test('the working areas of health centres, which have names only, name each village once and only villages that there are', async () => {
  const folder = kobarFolder ?? ''
  const match = makeVillageMatcher(readVillages(folder).areas)
  const file = await openSourceFile(join(folder, 'wilayah_kerja_puskesmas.csv'))
  const codes: (string | undefined)[] = []
  for await (const { properties } of file.features()) {
    const { village } = match({ village: String(properties.Desa), district: String(properties.Kecamatan) })
    codes.push(village?.code)
  }
  await file.close()
  expect(codes.length).toBeGreaterThanOrEqual(93)
  expect(codes).not.toContain(undefined)
  expect(new Set(codes).size).toBe(codes.length)
})
