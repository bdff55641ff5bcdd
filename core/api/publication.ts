export type PublicationState = 'published' | 'unpublished'

export interface Publication {
  state: PublicationState
  /** ISO 8601; null while nobody decided: layers are published unless someone says otherwise. */
  since: string | null
  by: string | null
}

/** GET and PUT /api/layers/{layer}/publication. */
export interface LayerPublication extends Publication {
  layer: string
}
