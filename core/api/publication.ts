export type PublicationState = 'published' | 'unpublished'

export interface Publication {
  state: PublicationState
  /** When it was decided, ISO 8601; null without a decision: layers are published unless an office decides otherwise. */
  since: string | null
  by: string | null
}

/** GET and PUT /api/layers/{layer}/publication. */
export interface LayerPublication extends Publication {
  layer: string
}
