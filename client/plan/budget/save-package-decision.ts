import { readProblem } from '../../api/problem-response.ts'
import { downloadDecision } from '../ranking/download-decision.ts'
import { saveFile } from '../ranking/save-file.ts'
import type { SaveWatch } from '../ranking/watch-saving.ts'
import type { Plan } from '../shell/plan-tab.ts'
import { budgetDeskOf } from './budget-desk.ts'
import { decisionAddress } from './portfolio-api.ts'

/** Downloads the decision file of the open package, or of the ranking while there is none; gives its name. */
export async function savePackageDecision({ store }: Plan, watch: SaveWatch): Promise<string> {
  const { open } = budgetDeskOf(store)
  if (!open?.result) return downloadDecision(store.state, watch)
  const response = await fetch(decisionAddress(open.id), { signal: watch.signal })
  if (!response.ok) throw await readProblem(response)
  const named = /filename="?([\w.-]+)"?/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const name = named ?? 'petausul-portofolio.json'
  saveFile(name, await response.blob())
  return name
}
