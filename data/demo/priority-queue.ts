/** Binary min-heap of whole numbers by priority; equal priorities leave in the order of their value. */
export class PriorityQueue {
  private readonly items: number[] = []
  private readonly priorities: number[] = []

  get size(): number {
    return this.items.length
  }

  push(item: number, priority: number): void {
    let i = this.items.length
    this.items.push(item)
    this.priorities.push(priority)
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!this.before(i, parent)) break
      this.swap(i, parent)
      i = parent
    }
  }

  /** Removes the item of lowest priority; undefined when empty. */
  pop(): { item: number; priority: number } | undefined {
    const item = this.items[0]
    const priority = this.priorities[0]
    if (item === undefined || priority === undefined) return undefined
    const last = this.items.length - 1
    this.swap(0, last)
    this.items.pop()
    this.priorities.pop()
    let i = 0
    for (;;) {
      let least = i
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < this.items.length && this.before(child, least)) least = child
      }
      if (least === i) return { item, priority }
      this.swap(i, least)
      i = least
    }
  }

  private before(a: number, b: number): boolean {
    const pa = this.priorities[a]!
    const pb = this.priorities[b]!
    return pa < pb || (pa === pb && this.items[a]! < this.items[b]!)
  }

  private swap(a: number, b: number): void {
    ;[this.items[a], this.items[b]] = [this.items[b]!, this.items[a]!]
    ;[this.priorities[a], this.priorities[b]] = [this.priorities[b]!, this.priorities[a]!]
  }
}
