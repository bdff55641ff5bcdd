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

let painting: PaintExports | undefined

/** The module of this thread, created at first use; its content of one picture is lost when the next begins. */
export function paintOfThread(): PaintExports {
  if (!painting) {
    const module = new WebAssembly.Module(readFileSync(new URL('paint.wasm', import.meta.url)))
    painting = new WebAssembly.Instance(module).exports as PaintExports
  }
  return painting
}
