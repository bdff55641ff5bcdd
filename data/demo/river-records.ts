import { lengthOf, type Point } from './frame.ts'
import { nearestNode } from './lattice.ts'
import { riverNames } from './place-names.ts'
import { createRandom } from './random.ts'
import type { Territory } from './territory.ts'

export interface RiverRecord {
  id: string
  name: string
  kind: 'sungai' | 'anak sungai'
  /** Width at its lower end, metres. */
  widthMetres: number
  line: Point[]
  /** Index of the river it is part of. */
  river: number
}

/** Rivers big enough to be known by name beyond their own village. */
const NAMED_KM2 = 34

/** Names by river index: the largest that reaches the sea first. Brooks share the name of none. */
export function nameRivers(seed: number, territory: Territory): string[] {
  const names = riverNames(createRandom(seed, 'river-names'))
  return territory.rivers.map((river) => (river.drainedKm2 >= NAMED_KM2 ? names.next().value : ''))
}

/** The parts of all rivers that lie in the regency or its estuaries, as lines from source to mouth. */
export function describeRivers(territory: Territory, names: readonly string[]): RiverRecord[] {
  const { rivers, lattice, label } = territory
  const out: RiverRecord[] = []
  rivers.forEach(({ course, width }, river) => {
    let run: Point[] = []
    const close = (end: number) => {
      if (run.length > 2 && lengthOf(run) > 500) {
        const name = names[river] || 'Anak sungai tanpa nama'
        out.push({
          id: `SU-${String(out.length + 1).padStart(3, '0')}`,
          name,
          kind: names[river] ? 'sungai' : 'anak sungai',
          widthMetres: Math.round(width[end] ?? 5),
          line: run,
          river,
        })
      }
      run = []
    }
    const wanted = course.map((p) => label[nearestNode(lattice, p)]! >= 0)
    const last = wanted.lastIndexOf(true)
    course.forEach((p, i) => {
      // The stretch through its own funnel belongs to the river as well; beyond that is sea.
      const estuary = i > last && i < last + 12 && label[nearestNode(lattice, p)] === -2
      if (wanted[i] || estuary) run.push(p)
      else close(i - 1)
    })
    close(course.length - 1)
  })
  return out
}
