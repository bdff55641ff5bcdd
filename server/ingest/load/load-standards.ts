import type { DatasetPlan, ImportContext } from '../dataset.ts'

/** The standards stand in the manifest itself; each service names the facility types that serve it. */
export function planStandards(context: ImportContext): DatasetPlan {
  const { standards } = context.pack.manifest
  return {
    role: 'standards',
    file: '(district.json)',
    path: null,
    dependsOn: standards,
    source: null,
    licence: null,
    year: null,
    async load(transaction, datasetId, tally) {
      for (const [index, { service, facility, maxDistanceMetres, source }] of standards.entries()) {
        tally.add('rows')
        const written = await transaction('service_standards')
          .insert({
            service,
            dataset_id: datasetId,
            facility_types: facility,
            max_distance_m: maxDistanceMetres,
            source,
          })
          .onConflict('service')
          .ignore()
          .returning('service')
        if (written.length === 1) tally.add('loaded')
        else
          tally.reject(index + 1, 'this service has a standard already', {
            parameter: 'service',
            received: service,
            expected: 'one standard a service',
          })
      }
      return { crs: null }
    },
  }
}
