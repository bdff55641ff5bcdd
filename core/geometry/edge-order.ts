const NONE = -1

/**
 * The edges that a sweep line cuts, from the lowest to the highest: a splay tree (Sleator and Tarjan 1985), so that any run of
 * n finds, insertions and removals takes O(n log n) steps whatever order a client chose; beside it a list of neighbours.
 */
export class EdgeOrder {
  readonly #left: Int32Array
  readonly #right: Int32Array
  readonly #up: Int32Array
  readonly #below: Int32Array
  readonly #above: Int32Array
  #root = NONE
  #lowest = NONE
  /** Nodes visited and turned: what the sweep costs beside its comparisons. */
  steps = 0

  constructor(edges: number) {
    const column = () => new Int32Array(edges).fill(NONE)
    this.#left = column()
    this.#right = column()
    this.#up = column()
    this.#below = column()
    this.#above = column()
  }

  get lowest(): number {
    return this.#lowest
  }

  /** The next lower edge, or -1. */
  below(edge: number): number {
    return this.#below[edge]!
  }

  /** The next higher edge, or -1. */
  above(edge: number): number {
    return this.#above[edge]!
  }

  /** An edge for which `side` is 0; without one the highest of those for which it is positive, or -1. */
  find(side: (edge: number) => number): number {
    let node = this.#root
    let visited = NONE
    let found = NONE
    while (node !== NONE) {
      this.steps++
      visited = node
      const where = side(node)
      if (where > 0) found = node
      else if (where === 0) {
        found = node
        break
      }
      node = where > 0 ? this.#right[node]! : this.#left[node]!
    }
    if (visited !== NONE) this.#splay(visited)
    return found
  }

  /** Puts an edge next above another; lowest of all above -1. */
  insertAbove(edge: number, other: number): void {
    const next = other === NONE ? this.#lowest : this.#above[other]!
    this.#link(other, edge)
    this.#link(edge, next)
    if (other === NONE) this.#lowest = edge
    this.#left[edge] = NONE
    this.#right[edge] = NONE
    if (other === NONE) {
      this.#hang(edge, this.#right, this.#root)
    } else {
      this.#splay(other)
      this.#hang(edge, this.#right, this.#right[other]!)
      this.#right[other] = NONE
      this.#hang(edge, this.#left, other)
    }
    this.#up[edge] = NONE
    this.#root = edge
  }

  remove(edge: number): void {
    const [below, above] = [this.#below[edge]!, this.#above[edge]!]
    this.#link(below, above)
    if (below === NONE) this.#lowest = above
    this.#splay(edge)
    const [left, right] = [this.#left[edge]!, this.#right[edge]!]
    if (left !== NONE) this.#up[left] = NONE
    if (right !== NONE) this.#up[right] = NONE
    this.#root = left === NONE ? right : left
    if (left === NONE) return
    this.#splay(below)
    this.#hang(below, this.#right, right)
  }

  #link(lower: number, higher: number): void {
    if (lower !== NONE) this.#above[lower] = higher
    if (higher !== NONE) this.#below[higher] = lower
  }

  #hang(parent: number, side: Int32Array, child: number): void {
    side[parent] = child
    if (child !== NONE) this.#up[child] = parent
  }

  #splay(node: number): void {
    for (;;) {
      this.steps++
      const parent = this.#up[node]!
      if (parent === NONE) break
      const grandparent = this.#up[parent]!
      if (grandparent !== NONE) {
        const isStraight = (this.#left[grandparent] === parent) === (this.#left[parent] === node)
        this.#turn(isStraight ? parent : node)
      }
      this.#turn(node)
    }
    this.#root = node
  }

  /** Lifts a node over its parent. */
  #turn(node: number): void {
    const parent = this.#up[node]!
    const grandparent = this.#up[parent]!
    const isLeft = this.#left[parent] === node
    const inner = isLeft ? this.#right : this.#left
    this.#hang(parent, isLeft ? this.#left : this.#right, inner[node]!)
    this.#hang(node, inner, parent)
    this.#up[node] = grandparent
    if (grandparent === NONE) return
    if (this.#left[grandparent] === parent) this.#left[grandparent] = node
    else this.#right[grandparent] = node
  }
}
