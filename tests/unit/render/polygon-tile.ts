import { PbfWriter } from 'pbf'

/** Whole units of the tile. */
export type TileRing = readonly (readonly [x: number, y: number])[]

/** A layer with a feature for each polygon, by MVT 2.1. */
export interface TileLayer {
  name: string
  polygons: readonly (readonly TileRing[])[]
}

const [MOVE_TO, LINE_TO, CLOSE_PATH] = [1, 2, 7]
const zigzag = (n: number) => (n << 1) ^ (n >> 31)

export function polygonTile(layers: readonly TileLayer[], extent: number): Uint8Array {
  const pbf = new PbfWriter()
  for (const { name, polygons } of layers) {
    pbf.writeMessage(
      3,
      (_: unknown, layer) => {
        layer.writeStringField(1, name)
        for (const rings of polygons) layer.writeMessage(2, writeFeature, rings)
        layer.writeVarintField(5, extent)
        layer.writeVarintField(15, 2)
      },
      null,
    )
  }
  return pbf.finish()
}

function writeFeature(rings: readonly TileRing[], pbf: PbfWriter): void {
  pbf.writeVarintField(3, 3)
  let [x, y] = [0, 0]
  const commands = rings.flatMap(([first, ...rest]) => {
    const moves = [first!, ...rest].flatMap(([toX, toY]) => {
      const move = [zigzag(toX - x), zigzag(toY - y)]
      ;[x, y] = [toX, toY]
      return move
    })
    return [
      (1 << 3) | MOVE_TO,
      ...moves.slice(0, 2),
      (rest.length << 3) | LINE_TO,
      ...moves.slice(2),
      (1 << 3) | CLOSE_PATH,
    ]
  })
  pbf.writePackedVarint(4, commands)
}
