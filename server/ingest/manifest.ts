import { readFile } from 'node:fs/promises'
import { dirname, isAbsolute, resolve, sep } from 'node:path'
import { z } from 'zod'
import { Problem } from '../../core/problem.ts'

const text = z.string().min(1).max(500)
const column = z.string().min(1).max(200)
const fileName = text.refine(
  (name) => !isAbsolute(name) && !name.split(/[\\/]/).includes('..'),
  'expected a file inside the package folder',
)
const reading = {
  file: fileName,
  layer: text.optional(),
  sheet: text.optional(),
  encoding: text.optional(),
  crs: text.optional(),
  lon: column.optional(),
  lat: column.optional(),
  source: text.optional(),
  licence: text.optional(),
}
const year = z.int().min(1945).max(2100)

const areaEntry = z.union([
  z.strictObject({
    level: z.enum(['village', 'district', 'regency', 'province']),
    ...reading,
    code: column,
    name: column,
    parent: column.optional(),
  }),
  z.strictObject({
    level: z.enum(['district', 'regency', 'province']),
    dissolve: z.enum(['village', 'district', 'regency']),
    prefix: z.int().min(2).max(20),
    names: z.record(z.string(), text).optional(),
    source: text.optional(),
  }),
])

/** Who publishes the package's data, for capabilities and metadata, where the settings name nobody. */
const publisher = z.strictObject({
  name: text,
  email: z.email('expected an e-mail address').optional(),
  phone: z.string().max(60).optional(),
  address: z.string().max(400).optional(),
})

const manifestSchema = z.strictObject({
  id: z.string().regex(/^[0-9A-Za-z.-]{1,20}$/, 'expected an area code such as 62.01'),
  name: text,
  description: z.string().max(2000).optional(),
  synthetic: z.boolean().optional(),
  /** What the package has in the store beside these files stays; it must be there, and keeps its name. */
  adds: z.boolean().optional(),
  /** With `adds`: a file of a name that the package has already takes the place of that one. */
  replaces: z.boolean().optional(),
  codeEdition: text,
  workingCrs: z.string().regex(/^EPSG:\d{4,6}$/, 'expected a projected CRS such as EPSG:32749'),
  attribution: text.optional(),
  publisher: publisher.optional(),
  areas: z.array(areaEntry).max(10),
  statistics: z
    .array(
      z.strictObject({
        ...reading,
        areaCode: column,
        year,
        values: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,40}$/), column),
      }),
    )
    .max(100)
    .default([]),
  facilities: z
    .array(
      z.strictObject({
        ...reading,
        type: z.union([column, z.strictObject({ const: text })]),
        name: column,
        id: column.optional(),
        capacity: column.optional(),
      }),
    )
    .max(50)
    .default([]),
  standards: z
    .array(
      z.strictObject({
        service: z.string().regex(/^[A-Za-z0-9_]{1,30}$/, 'expected letters, digits and _'),
        facility: z.array(text).min(1).max(20),
        maxDistanceMetres: z.number().positive().max(1_000_000),
        source: text,
      }),
    )
    .max(30)
    .default([]),
  layers: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'expected lower-case letters, digits and -'),
        title: text,
        ...reading,
        year: year.optional(),
        ancillary: z.boolean().optional(),
      }),
    )
    .max(100)
    .default([]),
  proposals: z
    .array(z.strictObject({ ...reading, format: z.enum(['sipd', 'petausul']).default('sipd'), year }))
    .max(50)
    .default([]),
  records: z
    .array(z.strictObject({ file: fileName, source: text.optional(), licence: text.optional() }))
    .max(100)
    .default([]),
})

export type Manifest = z.infer<typeof manifestSchema>
export type AreaEntry = Manifest['areas'][number]
export type StatisticsEntry = Manifest['statistics'][number]
export type FacilitiesEntry = Manifest['facilities'][number]
export type LayerEntry = Manifest['layers'][number]
export type RecordsEntry = Manifest['records'][number]
export type ProposalsEntry = Manifest['proposals'][number]

export interface Package {
  folder: string
  manifest: Manifest
}

const LARGEST_MANIFEST = 1024 * 1024

/** Reads district.json and refuses it with every fault named, before anything is written. */
export async function readManifest(path: string): Promise<Package> {
  const raw = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fault(path, error instanceof Error ? error.message : String(error), 'a readable district.json')
  })
  if (raw.length > LARGEST_MANIFEST) throw fault(path, `${raw.length} characters`, 'at most 1 MB')
  let json: unknown
  try {
    json = JSON.parse(raw)
  } catch (error) {
    throw fault(path, error instanceof Error ? error.message : String(error), 'valid JSON')
  }
  const parsed = manifestSchema.safeParse(json)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      (issue) => `${issue.path.join('.') || 'district.json'}: ${issue.message}`,
    )
    throw fault(path, faults.slice(0, 20).join('; '), 'a district package (docs/district-package.md)')
  }
  return { folder: dirname(resolve(path)), manifest: parsed.data }
}

/** The path of a package's file; the manifest's schema has already kept it inside the folder. */
export function packageFile(pack: Package, file: string): string {
  const path = resolve(pack.folder, file)
  if (!path.startsWith(pack.folder + sep)) throw fault(file, file, 'a file inside the package folder')
  return path
}

function fault(path: string, received: string, expected: string): Problem {
  return new Problem({
    title: 'Package not understood',
    status: 400,
    detail: `${path}: expected ${expected}; ${received}`,
    parameter: 'district.json',
    received,
    expected,
  })
}
