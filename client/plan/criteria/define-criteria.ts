import { PuCriteria } from './pu-criteria.ts'
import { PuCriterionForm } from './pu-criterion-form.ts'
import { PuCurve } from './pu-curve.ts'
import { PuCurvePoints } from './pu-curve-points.ts'

/** Defines the elements of the criteria screen, which comes when it is first opened. */
export function defineCriteria(): void {
  const elements = {
    'pu-curve': PuCurve,
    'pu-curve-points': PuCurvePoints,
    'pu-criterion-form': PuCriterionForm,
    'pu-criteria': PuCriteria,
  }
  for (const [name, element] of Object.entries(elements))
    if (!customElements.get(name)) customElements.define(name, element)
}
