/** A growing run of vertices that is used again, x and y in turn. */
export class Vertices {
  xy = new Float64Array(8192)
  /** Vertices, not numbers. */
  count = 0

  clear(): void {
    this.count = 0
  }

  push(x: number, y: number): void {
    if (2 * this.count + 2 > this.xy.length) {
      const larger = new Float64Array(2 * this.xy.length)
      larger.set(this.xy)
      this.xy = larger
    }
    this.xy[2 * this.count] = x
    this.xy[2 * this.count + 1] = y
    this.count++
  }
}
