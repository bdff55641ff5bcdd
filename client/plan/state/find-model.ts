import type { ScoreModel } from '../../../core/api/score-model.ts'

/** The model "id@version", or the newest version of "id". */
export function findModel(models: readonly ScoreModel[], name: string | null): ScoreModel | undefined {
  if (name === null) return undefined
  const exact = models.find((model) => nameOf(model) === name)
  const ofId = models.filter(({ id }) => id === name.split('@')[0])
  return exact ?? ofId.sort((a, b) => b.version - a.version)[0]
}

export function nameOf({ id, version }: Pick<ScoreModel, 'id' | 'version'>): string {
  return `${id}@${version}`
}
