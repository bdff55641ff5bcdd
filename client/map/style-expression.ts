import type { ExpressionValue } from 'ol/expr/expression.js'

/** An operator of OpenLayers' style language with its arguments. */
export type Expression = ExpressionValue[]
