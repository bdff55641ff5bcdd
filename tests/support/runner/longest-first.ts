import { relative } from 'node:path'
import type { TestSpecification } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'
import { expectedMs, type FileTimes, readFileTimes } from './file-times.ts'

export interface Planned {
  project: string
  path: string
  /** In a process of its own. */
  isolated: boolean
}

/**
 * One queue of all projects' files, so that no processor is idle before the end. Isolated files are begun first, the longest
 * of them before the others. Projects whose files share processes follow one after the other, the one of short files last:
 * vitest gives a process its next file only where that is of the same project.
 */
export function inOrder<Item>(
  items: readonly Item[],
  planned: (item: Item) => Planned,
  times: FileTimes,
): Item[] {
  const files = items.map((item) => {
    const { project, path, isolated } = planned(item)
    return { item, block: isolated ? '' : project, ms: expectedMs(project, path, times) }
  })
  const blocks = Map.groupBy(files, ({ block }) => block)
  const usual = (block: string) => {
    const all = blocks.get(block) ?? []
    return block === '' ? Infinity : all.reduce((sum, { ms }) => sum + ms, 0) / all.length
  }
  return [...blocks.keys()]
    .toSorted((a, b) => usual(b) - usual(a))
    .flatMap((block) => (blocks.get(block) ?? []).toSorted((a, b) => b.ms - a.ms))
    .map(({ item }) => item)
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config
    return inOrder(
      files,
      ({ project, moduleId }) => ({
        project: project.name,
        path: relative(root, moduleId),
        isolated: project.config.isolate,
      }),
      readFileTimes(),
    )
  }
}
