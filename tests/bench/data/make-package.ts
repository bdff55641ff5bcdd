import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeProposals } from './proposals.ts'
import { jatimFolder, readVillages, syntheticVillages, writeSyntheticFiles } from './villages.ts'

export interface BenchPackage {
  manifestPath: string
  /** Whether the villages are Jawa Timur's own, or made up. */
  real: boolean
}

const manifest = {
  id: '35',
  name: 'Bench',
  codeEdition: 'Kepmendagri 300.2.2-2430/2025',
  workingCrs: 'EPSG:32749',
  areas: [
    { level: 'village', file: 'desa.geojson', code: 'kode', name: 'nama' },
    { level: 'district', dissolve: 'village', prefix: 8 },
    { level: 'regency', dissolve: 'village', prefix: 5 },
  ],
  facilities: [
    { file: 'sekolah.csv', lon: 'bujur', lat: 'lintang', type: 'bentuk', name: 'sekolah', id: 'npsn' },
  ],
  standards: [
    { service: 'SD', facility: ['SD'], maxDistanceMetres: 3000, source: 'Permendiknas 24/2007' },
    { service: 'SMP', facility: ['SMP'], maxDistanceMetres: 6000, source: 'Permendiknas 24/2007' },
  ],
  proposals: [{ file: 'usulan.geojsonl', format: 'petausul', year: 2025 }],
}

/** A district package with so many proposals: Jawa Timur's villages and schools where they are, else a coverage like them. */
export async function makeBenchPackage(
  folder: string,
  dataFolder: string,
  proposals: number,
): Promise<BenchPackage> {
  mkdirSync(folder, { recursive: true })
  const jatim = jatimFolder(dataFolder)
  const villages = jatim ? readVillages(join(jatim, 'desa.geojson')) : syntheticVillages()
  if (jatim)
    for (const file of ['desa.geojson', 'sekolah.csv']) copyFileSync(join(jatim, file), join(folder, file))
  else writeSyntheticFiles(folder, villages)
  await writeProposals(join(folder, 'usulan.geojsonl'), villages, proposals)
  const manifestPath = join(folder, 'district.json')
  writeFileSync(manifestPath, JSON.stringify(manifest, null, 1))
  return { manifestPath, real: jatim !== undefined }
}
