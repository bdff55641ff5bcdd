import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export interface MapnikFiles {
  /** Of the package that binds it to Node. */
  binding: string
  /** Where the shared library is; the process that loads the binding needs it in its library path. */
  libraries: string
  inputPlugins: string
}

/**
 * Finds Mapnik as npm laid it down, without its install script, which links the library beside the binding and need not have run.
 * Throws where it is not installed or not built for this platform.
 */
export function findMapnik(): MapnikFiles {
  const { resolve } = createRequire(import.meta.url)
  const core = dirname(resolve(`@mapnik/core-${process.platform}-${process.arch}/package.json`))
  return {
    binding: dirname(resolve('@mapnik/mapnik/package.json')),
    libraries: join(core, 'lib'),
    inputPlugins: join(core, 'lib/mapnik/input'),
  }
}
