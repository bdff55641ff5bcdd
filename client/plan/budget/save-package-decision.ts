import { readProblem } from '../../api/problem-response.ts'
import { saveFile } from '../../panel/save-file.ts'
import { downloadDecision, rankingDecided } from '../ranking/download-decision.ts'
import type { Decided, Plan, SavedDecision } from '../tab/plan-tab.ts'
import type { SaveWatch } from '../tab/save-watch.ts'
import { budgetControllerOf } from './budget-controller.ts'
import { packageText } from './package-words.ts'
import { decisionAddress } from './portfolio-api.ts'

/**
 * Downloads the decision file of the open package, or of the ranking while there is none; says so where a package is shown
 * that has no file, since its study goes on or was stopped.
 */
export async function savePackageDecision({ store }: Plan, watch: SaveWatch): Promise<SavedDecision> {
  const { open } = budgetControllerOf(store)
  if (!open?.result) {
    const name = await downloadDecision(store.state, watch)
    return open?.found ? { name, note: packageText('rankingInstead') } : { name }
  }
  const response = await fetch(decisionAddress(open.id), { signal: watch.signal })
  if (!response.ok) throw await readProblem(response)
  const named = /filename="?([\w.-]+)"?/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const name = named ?? 'petausul-portofolio.json'
  saveFile(name, await response.blob())
  return { name }
}

/** The open package as a decision, or the ranking while there is none that is done. */
export function packageDecided({ store }: Plan): Decided {
  const { open } = budgetControllerOf(store)
  if (open?.result) return { about: { portfolioId: open.id }, title: open.title, note: '' }
  const note = open?.found ? packageText('rankingInstead') : ''
  return { about: { ranking: rankingDecided(store.state) }, title: '', note }
}
