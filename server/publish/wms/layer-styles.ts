import type { Knex } from 'knex'
import type { LayerDefinition } from '../../layers/layer.ts'
import { readAllStyles } from '../../styles/read-style.ts'
import { type SldStyle, writeSlds } from '../sld/write-sld.ts'
import type { WmsVersion } from './wms-version.ts'

/** Every style of layers as one SLD, of the version that belongs to the service's (02-070, clause 11; 05-077r4). */
export async function layerStyles(
  knex: Knex,
  layers: readonly LayerDefinition[],
  version: WmsVersion,
): Promise<string> {
  const styles: SldStyle[] = []
  for (const layer of layers)
    for (const { title, isDefault, document } of await readAllStyles(knex, layer))
      styles.push({ layer: layer.id, title: title.id, isDefault, document })
  return writeSlds(styles, version === '1.3.0' ? '1.1.0' : '1.0.0')
}
