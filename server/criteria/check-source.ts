import type { Knex } from 'knex'
import { badParameter } from '../../core/problem.ts'
import { readUnpublished } from '../layers/publication.ts'
import { readSourceName, SOURCE_NAMES } from './columns/raw-values.ts'
import { readBroughtLayers, readServiceNames, readStatisticKeys } from './known-sources.ts'

/** Refuses a source that does not exist, or that the public may not know of: values of criteria are public. */
export async function checkSource(transaction: Knex, source: string): Promise<void> {
  const named = readSourceName(source)
  if (!named) throw badParameter('source', source, `one of ${SOURCE_NAMES.join(', ')}`)
  if (named.kind === 'statistic') await checkStatistic(transaction, named.name)
  if (named.kind === 'zone') await checkZone(transaction, named.name)
  if (named.kind === 'layer') await checkLayer(transaction, source, named)
  if (named.kind === 'coverage') await checkService(transaction, source, named.name)
}

async function checkLayer(
  transaction: Knex,
  source: string,
  { name, field }: { name: string; field: string | undefined },
): Promise<void> {
  const layers = await readBroughtLayers(transaction)
  const layer = layers.find(({ id }) => id === name)
  const known = layers
    .map(({ id }) => id)
    .sort()
    .join(', ')
  if (!layer) throw badParameter('source', source, `a layer that a package brought: ${known || '(none)'}`)
  if ((await readUnpublished(transaction)).has(name))
    throw badParameter('source', source, 'a published layer: criteria are public')
  if (field !== undefined && field !== 'metres' && !layer.fields.includes(field))
    throw badParameter('source', source, `metres or a column of ${name}: ${layer.fields.join(', ')}`)
}

async function checkService(transaction: Knex, source: string, service: string): Promise<void> {
  const known = await readServiceNames(transaction)
  if (!known.includes(service))
    throw badParameter('source', source, `a service with a standard: ${known.join(', ') || '(none)'}`)
}

async function checkStatistic(transaction: Knex, key: string): Promise<void> {
  const known = await readStatisticKeys(transaction)
  if (!known.includes(key))
    throw badParameter(
      'source',
      `statistic:${key}`,
      `a statistic of villages: ${known.join(', ') || '(none)'}`,
    )
}

/** Criteria are public, so a zone that is still an office's draft would show through their values. */
async function checkZone(transaction: Knex, id: string): Promise<void> {
  const zone = await transaction('zones')
    .where({ id })
    .whereNull('deleted_at')
    .first<{ published: boolean } | undefined>('published')
  if (!zone) throw badParameter('source', `zone:${id}`, 'the id of a zone of /api/zones')
  if (!zone.published || (await readUnpublished(transaction)).has('zones'))
    throw badParameter('source', `zone:${id}`, 'a published zone: criteria are public')
}
