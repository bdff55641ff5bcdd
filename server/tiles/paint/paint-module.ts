import { readFileSync } from 'node:fs'

/** What `assembly/index.ts` exports; its docstrings tell what each does. */
export interface PaintExports extends WebAssembly.Exports {
  memory: WebAssembly.Memory
  begin(width: number, height: number, ground: number, extent: number, tileBytes: number): number
  lay(start: number, end: number, width: number, word: number, alpha: number): void
  sweptCells(): number
  unmultiply(): void
  /** The number of colours; 0 where there are more than a palette has. */
  writeIndexes(): number
  writeChannels(channels: number): void
  rawAt(): number
  coloursAt(): number
}

let module: WebAssembly.Module | undefined

/** An instance with a memory of its own; compiled once a thread. */
export function instantiatePaint(): PaintExports {
  module ??= new WebAssembly.Module(readFileSync(new URL('paint.wasm', import.meta.url)))
  return new WebAssembly.Instance(module).exports as PaintExports
}
