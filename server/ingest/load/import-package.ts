import { stat } from 'node:fs/promises'
import type { DatasetReport, ImportReport } from '../../../core/api/import.ts'
import { Problem } from '../../../core/problem.ts'
import { endDemoAccounts } from '../../accounts/demo-accounts.ts'
import type { Database } from '../../database/database.ts'
import { type DatasetPlan, digestFile, type ImportContext, loadDataset } from '../dataset.ts'
import { type Manifest, readManifest } from '../manifest.ts'
import { removeInvented } from '../remove-invented.ts'
import type { OnProgress } from '../report.ts'
import { planAreas, planDissolve } from './load-areas.ts'
import { planFacilities } from './load-facilities.ts'
import { planLayer } from './load-layers.ts'
import { planProposals } from './load-proposals.ts'
import { planRecords } from './load-records.ts'
import { planStandards } from './load-standards.ts'
import { planStatistics } from './load-statistics.ts'

export interface ImportOptions {
  signal: AbortSignal
  onProgress: OnProgress
}

/**
 * Reads a district package into the store: one transaction a file, so that an import that was cut short goes
 * on where it stopped. Files that are the same as before are not read again.
 */
export async function importPackage(
  database: Database,
  manifestPath: string,
  options: ImportOptions,
): Promise<ImportReport> {
  const pack = await readManifest(manifestPath)
  const context: ImportContext = { database, pack, ...options }
  const plans = planAll(context)
  await requireFiles(plans)
  if (pack.manifest.adds) {
    await requireKnown(database, pack.manifest)
    await requireNew(database, pack.manifest, plans)
  } else {
    await requireReal(database, pack.manifest)
    await makeRoom(database, pack.manifest)
    await writePackage(database, pack.manifest)
  }
  const datasets = await loadAll(context, plans).catch(async (error: unknown) => {
    await removeEmpty(database, pack.manifest)
    throw error
  })
  await database
    .write('packages')
    .where({ id: pack.manifest.id })
    .update({ completed_at: database.write.fn.now() })
  options.onProgress({ step: 'selesai', share: 1 })
  const changed = datasets.some(({ state }) => state !== 'unchanged')
  return { packageId: pack.manifest.id, name: pack.manifest.name, changed, datasets }
}

async function loadAll(context: ImportContext, plans: readonly DatasetPlan[]): Promise<DatasetReport[]> {
  const datasets = await removeStale(context, plans)
  for (const [index, plan] of plans.entries()) {
    context.onProgress({ step: `${plan.role} ${plan.file}`, share: index / plans.length })
    datasets.push(await loadDataset(context, plan))
  }
  return datasets
}

/** A package of which nothing was loaded would give the store the name of a district that it does not hold. */
async function removeEmpty(database: Database, { id }: Manifest): Promise<void> {
  const { write } = database
  await write('packages')
    .where({ id })
    .whereNotExists(write('datasets').where({ package_id: id }))
    .delete()
}

/** In the order in which they build on each other. */
function planAll(context: ImportContext): DatasetPlan[] {
  const { manifest } = context.pack
  return [
    ...manifest.areas.map((entry) =>
      'file' in entry ? planAreas(context, entry) : planDissolve(context, entry),
    ),
    ...manifest.statistics.map((entry) => planStatistics(context, entry)),
    ...manifest.facilities.map((entry) => planFacilities(context, entry)),
    ...(manifest.adds && manifest.standards.length === 0 ? [] : [planStandards(context)]),
    ...manifest.layers.map((entry) => planLayer(context, entry)),
    ...manifest.proposals.map((entry) => planProposals(context, entry)),
    ...manifest.records.map((entry) => planRecords(context, entry)),
  ]
}

/** Every file that the manifest names must be there before anything is written; all that are missing are reported at once. */
async function requireFiles(plans: readonly DatasetPlan[]): Promise<void> {
  const missing: string[] = []
  for (const { path, file } of plans) {
    if (path && !(await stat(path).catch(() => undefined))?.isFile()) missing.push(file)
  }
  if (missing.length === 0) return
  throw new Problem({
    title: 'Files missing',
    status: 400,
    detail: `district.json names files that are not in the package: ${missing.join(', ')}`,
    parameter: 'district.json',
    received: missing.join(', '),
    expected: 'names of files in the package',
  })
}

/** Files can be added only to a package that the store has. */
async function requireKnown(database: Database, { id }: Manifest): Promise<void> {
  const known = await database.write('packages').pluck<string[]>('id')
  if (known.includes(id)) return
  throw new Problem({
    title: 'No package to add to',
    status: 409,
    detail: `district.json: the store has no package ${id} to which files could be added`,
    parameter: 'id',
    received: id,
    expected: known.length > 0 ? `one of ${known.join(', ')}` : 'a whole package first',
  })
}

/**
 * What is added takes nothing away: where the package has a file of the same name and role with other content, the import ends
 * before anything is written. Proposals are matched row by row, so that no file of theirs takes another's place.
 */
async function requireNew(
  database: Database,
  { id, replaces }: Manifest,
  plans: readonly DatasetPlan[],
): Promise<void> {
  if (replaces) return
  const known = await database
    .write('datasets')
    .where({ package_id: id })
    .select<{ role: string; file: string; sha256: string }[]>('role', 'file', 'sha256')
  const taken: string[] = []
  for (const { role, file, path, keepsRows } of plans) {
    const before = known.find((dataset) => dataset.role === role && dataset.file === file)
    if (path && !keepsRows && before && before.sha256 !== (await digestFile(path))) taken.push(file)
  }
  if (taken.length === 0) return
  throw new Problem({
    title: 'File is there already',
    status: 409,
    detail: `district.json: the package ${id} has other content under these names, which would be lost: ${taken.join(', ')}`,
    parameter: 'replaces',
    received: taken.join(', '),
    expected: 'files of other names, or "replaces": true',
  })
}

/** A real district does not become an invented one, whose history the store lets go. */
async function requireReal(database: Database, { id, synthetic }: Manifest): Promise<void> {
  if (!synthetic) return
  const real = await database
    .write('packages')
    .where({ id, synthetic: false })
    .first<object | undefined>('id')
  if (!real) return
  throw new Problem({
    title: 'Not an invented district',
    status: 409,
    detail: `district.json: the package ${id} is there already as a real district, and cannot become an invented one`,
    parameter: 'synthetic',
    received: 'true',
    expected: 'a package with an id of its own',
  })
}

/**
 * The demo district makes room for a real one: the two share ids of layers, and nobody plans with both. The accounts for trying
 * roles end with it.
 */
async function makeRoom(database: Database, { id, synthetic }: Manifest): Promise<void> {
  if (synthetic) return
  await endDemoAccounts(database.write)
  const invented = await database
    .write('packages')
    .where({ synthetic: true })
    .whereNot({ id })
    .pluck<string[]>('id')
  for (const gone of invented) await removeInvented(database.write, gone)
}

async function writePackage(database: Database, manifest: Manifest): Promise<void> {
  const row = {
    name: manifest.name,
    description: manifest.description ?? '',
    code_edition: manifest.codeEdition,
    working_crs: manifest.workingCrs,
    synthetic: manifest.synthetic ?? false,
    publisher: JSON.stringify(manifest.publisher ?? {}),
  }
  await database
    .write('packages')
    .insert({ id: manifest.id, ...row })
    .onConflict('id')
    .merge(row)
}

/** What the manifest no longer names leaves the store, save proposals, which people work on. */
async function removeStale(
  { database, pack }: ImportContext,
  plans: readonly DatasetPlan[],
): Promise<DatasetReport[]> {
  if (pack.manifest.adds) return []
  const named = new Set(plans.map(({ role, file }) => `${role}|${file}`))
  const known = await database
    .write('datasets')
    .where({ package_id: pack.manifest.id })
    .whereNot('role', 'like', 'proposals%')
    .select<{ id: number; role: string; file: string }[]>('id', 'role', 'file')
  const stale = known.filter(({ role, file }) => !named.has(`${role}|${file}`))
  if (stale.length === 0) return []
  await database
    .write('datasets')
    .whereIn(
      'id',
      stale.map(({ id }) => id),
    )
    .delete()
  return stale.map(({ role, file }) => ({
    role,
    file,
    state: 'removed',
    counts: {},
    findings: [],
    rejects: [],
  }))
}
