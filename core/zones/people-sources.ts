import { type BoxTree, packBoxes, visitBox } from './box-tree.ts'
import { clipToHalfPlane } from './clip-rings.ts'
import { EdgePool } from './edge-pool.ts'
import { type Rings, ringArea, ringsArea, ringsBox } from './rings.ts'

/** A village in the equal-area plane; counts that nobody knows are NaN. */
export interface VillageGiven {
  readonly code: string
  readonly name: string
  readonly rings: Rings
  readonly population: number
  readonly poor: number
  /** People beyond the standard of each service. */
  readonly beyond: readonly number[]
}

/** A cell of the need grid: a convex ring, and for each service 1 beyond the standard, 0 within, NaN unknown. */
export interface CellGiven {
  readonly ring: readonly number[]
  readonly beyond: readonly number[]
}

/** People of one village in one cell. */
export interface PieceGiven {
  readonly cell: number
  readonly village: number
  readonly population: number
  readonly poor: number
}

export interface Counts {
  readonly population: Float64Array
  readonly poor: Float64Array
  readonly beyond: readonly Float64Array[]
}

/**
 * Areas over which people are known: pieces (a village's part in a cell of the need grid) and, numbered after them,
 * the rest of each village outside of its pieces, where nobody lives; a village without pieces is one rest with all
 * its people.
 */
export interface PeopleSources {
  readonly villages: readonly { readonly code: string; readonly name: string }[]
  readonly villageArea: Float64Array
  readonly villageEdges: EdgePool
  readonly villageTree: BoxTree
  readonly villageCounts: Counts
  readonly pieces: number
  readonly pieceArea: Float64Array
  readonly pieceVillage: Int32Array
  readonly pieceEdges: EdgePool
  readonly pieceTree: BoxTree
  readonly restArea: Float64Array
  /** Cell of each source; -1 for a rest. */
  readonly sourceCell: Int32Array
  readonly counts: Counts
}

/** A rest below this part of its village is rounding. */
const REST = 1e-6

export function buildPeopleSources(
  villages: readonly VillageGiven[],
  cells: readonly CellGiven[],
  given: readonly PieceGiven[],
  services: number,
): PeopleSources {
  const villageArea = Float64Array.from(villages, ({ rings }) => ringsArea(rings))
  const villageTree = packBoxes(boxesOf(villages.map(({ rings }) => rings)))
  const known = new Map(given.map((piece) => [key(piece.cell, piece.village), piece]))
  const settled = new Set(given.map(({ village }) => village))
  const pieceEdges = new EdgePool()
  const pieceBoxes: number[] = []
  const cut = cutByCells(villages, cells, {
    tree: villageTree,
    settled,
    taken(rings) {
      pieceEdges.add(rings)
      pieceBoxes.push(...ringsBox(rings))
    },
  })
  pieceEdges.settle()
  const people = peopleOfPieces(cut, known, given, villages)
  const restArea = restsOf(villageArea, cut)
  return {
    villages: villages.map(({ code, name }) => ({ code, name })),
    villageArea,
    villageEdges: edgesOf(villages),
    villageTree,
    villageCounts: countsOf(
      services,
      villages.map(({ population, poor, beyond }) => [population, poor, ...beyond]),
    ),
    pieces: cut.length,
    pieceArea: Float64Array.from(cut, ({ area }) => area),
    pieceVillage: Int32Array.from(cut, ({ village }) => village),
    pieceEdges,
    pieceTree: packBoxes(Float64Array.from(pieceBoxes)),
    restArea,
    sourceCell: Int32Array.from([...cut.map(({ cell }) => cell), ...villages.map(() => -1)]),
    counts: countsOf(services, [
      ...people.pieces.map((piece, i) => countsOfPiece(piece, cells[cut[i]!.cell]!)),
      ...people.rests,
    ]),
  }
}

/** People, poor people, and the people beyond each standard: in a cell all or none of them. */
function countsOfPiece([population = 0, poor = 0]: readonly number[], { beyond }: CellGiven): number[] {
  return [population, poor, ...beyond.map((share) => share * population)]
}

/** What of each village lies in none of its pieces. */
function restsOf(
  villageArea: Float64Array,
  cut: readonly { village: number; area: number }[],
): Float64Array<ArrayBuffer> {
  const rests = new Float64Array(villageArea)
  for (const { village, area } of cut) rests[village]! -= area
  return rests.map((rest, village) => (rest < REST * villageArea[village]! ? 0 : rest))
}

function edgesOf(villages: readonly VillageGiven[]): EdgePool {
  const edges = new EdgePool()
  for (const { rings } of villages) edges.add(rings)
  edges.settle()
  return edges
}

interface CutPiece {
  village: number
  cell: number
  area: number
}

const key = (cell: number, village: number) => cell * 2 ** 24 + village

/** West, south, east and north of each shape, four numbers a shape, in the unit of the rings. */
export function boxesOf(shapes: readonly Rings[]): Float64Array {
  const boxes = new Float64Array(shapes.length * 4)
  shapes.forEach((rings, i) => {
    boxes.set(ringsBox(rings), 4 * i)
  })
  return boxes
}

interface Cutting {
  tree: BoxTree
  /** Villages that are cut at all. */
  settled: ReadonlySet<number>
  /** Called with the outline of each piece, in order; nothing else keeps the outlines. */
  taken(rings: Rings): void
}

/** The part of each village in each cell. Cells are convex, so cutting along their edges is enough. */
function cutByCells(
  villages: readonly VillageGiven[],
  cells: readonly CellGiven[],
  { tree, settled, taken }: Cutting,
): CutPiece[] {
  const cut: CutPiece[] = []
  cells.forEach(({ ring }, cell) => {
    visitBox(tree, ringsBox([ring]), (village) => {
      if (!settled.has(village)) return
      const rings = cutByRing(villages[village]!.rings, ring)
      const area = ringsArea(rings)
      // A square metre in a hexagon of a kilometre is rounding along a border.
      if (area <= 1) return
      cut.push({ village, cell, area })
      taken(rings)
    })
  })
  return cut
}

function cutByRing(rings: Rings, convex: readonly number[]): Rings {
  const turn = ringArea(convex) > 0 ? 1 : -1
  const n = convex.length
  let part = rings
  for (let i = 0; i < n && part.length > 0; i += 2) {
    const [x1, y1] = [convex[i]!, convex[i + 1]!]
    const [x2, y2] = [convex[(i + 2) % n]!, convex[(i + 3) % n]!]
    const nx = turn * (y2 - y1)
    const ny = turn * (x1 - x2)
    part = clipToHalfPlane(part, nx, ny, nx * x1 + ny * y1)
  }
  return part
}

/**
 * People of each piece that was cut. The grid was made from borders as delivered and pieces are cut from the cleaned
 * ones, so a sliver may be in one and not in the other: its people go to the largest piece of their village.
 */
function peopleOfPieces(
  cut: readonly CutPiece[],
  known: ReadonlyMap<number, PieceGiven>,
  given: readonly PieceGiven[],
  villages: readonly VillageGiven[],
): { pieces: [number, number][]; rests: number[][] } {
  const largest = new Map<number, number>()
  const placed = new Set<PieceGiven>()
  const pieces = cut.map(({ cell, village, area }, i): [number, number] => {
    const best = largest.get(village)
    if (best === undefined || area > cut[best]!.area) largest.set(village, i)
    const piece = known.get(key(cell, village))
    if (piece) placed.add(piece)
    const { population, poor } = villages[village]!
    return piece ? [piece.population, piece.poor] : [population * 0, poor * 0]
  })
  const homeless = new Set<number>()
  for (const piece of given) {
    if (placed.has(piece)) continue
    const at = largest.get(piece.village)
    if (at === undefined) homeless.add(piece.village)
    else {
      pieces[at]![0] += piece.population
      pieces[at]![1] += piece.poor
    }
  }
  const rests = villages.map(({ population, poor, beyond }, v) =>
    largest.has(v) && !homeless.has(v)
      ? [population * 0, poor * 0, ...beyond.map(() => population * 0)]
      : [population, poor, ...beyond],
  )
  return { pieces, rests }
}

function countsOf(services: number, rows: readonly (readonly number[])[]): Counts {
  const column = (c: number) => Float64Array.from(rows, (row) => row[c] ?? Number.NaN)
  return {
    population: column(0),
    poor: column(1),
    beyond: Array.from({ length: services }, (_, s) => column(2 + s)),
  }
}
