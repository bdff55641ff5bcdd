import type { Knex } from 'knex'
import type { SourceChoice } from '../../core/api/criterion.ts'
import type { Bilingual } from '../../core/criteria/criterion.ts'
import { readUnpublished } from '../layers/publication.ts'
import { METRES } from './columns/place-values.ts'
import { readSourceName } from './columns/raw-values.ts'
import { readBroughtLayers, readServiceNames, readStatisticKeys } from './known-sources.ts'
import { COVERAGE_TITLES, FIXED_TITLES, INSIDE, METRES_AWAY } from './source-titles.ts'

const MOST_ZONES = 500

/** Every source that POST /api/criteria takes now: criteria are public, so nothing that the office keeps to itself. */
export async function listSources(knex: Knex): Promise<SourceChoice[]> {
  return [
    ...Object.entries(FIXED_TITLES).map(([source, named]) =>
      choice(source.startsWith('proposals.') ? 'proposal' : 'village', source, null, named),
    ),
    ...(await listStatistics(knex)),
    ...(await listCoverage(knex)),
    ...(await listLayers(knex)),
    ...(await listZones(knex)),
  ]
}

function choice(
  group: SourceChoice['group'],
  source: string,
  of: string | null,
  { title, unit }: { title: Bilingual; unit: Bilingual | null },
): SourceChoice {
  return { source, group, of, title, unit }
}

const plain = (text: string): { title: Bilingual; unit: null } => ({
  title: { id: text, en: text },
  unit: null,
})

async function listStatistics(knex: Knex): Promise<SourceChoice[]> {
  const keys = await readStatisticKeys(knex)
  return keys.flatMap((key) => usable(choice('statistic', `statistic:${key}`, null, plain(key))))
}

async function listCoverage(knex: Knex): Promise<SourceChoice[]> {
  const services = await readServiceNames(knex)
  return services.flatMap((service) =>
    Object.entries(COVERAGE_TITLES).flatMap(([field, named]) =>
      usable(choice('coverage', `coverage:${service}.${field}`, service, named)),
    ),
  )
}

async function listLayers(knex: Knex): Promise<SourceChoice[]> {
  const unpublished = await readUnpublished(knex)
  const rows = await readBroughtLayers(knex)
  return rows
    .filter(({ id }) => !unpublished.has(id))
    .flatMap(({ id, title, geometry_type, fields }) => {
      const of = (source: string, named: { title: Bilingual; unit: Bilingual | null }) =>
        usable(choice('layer', source, title, named))
      const away = of(`layer:${id}.${METRES}`, METRES_AWAY)
      // Only areas contain places; of lines and points there is only the distance.
      if (geometry_type !== 'polygon' && geometry_type !== 'mixed') return away
      const columns = fields.filter((field) => field !== METRES)
      return [
        ...of(`layer:${id}`, INSIDE),
        ...away,
        ...columns.flatMap((field) => of(`layer:${id}.${field}`, plain(field))),
      ]
    })
}

async function listZones(knex: Knex): Promise<SourceChoice[]> {
  if ((await readUnpublished(knex)).has('zones')) return []
  const zones = await knex('zones')
    .where({ published: true })
    .whereNull('deleted_at')
    .orderBy('name')
    .limit(MOST_ZONES)
    .select<{ id: string; name: string }[]>('id', 'name')
  return zones.flatMap(({ id, name }) => usable(choice('zone', `zone:${id}`, name, INSIDE)))
}

/** Leaves out names that the syntax of sources cannot express, since saving would refuse them. */
function usable(found: SourceChoice): SourceChoice[] {
  return readSourceName(found.source) ? [found] : []
}
