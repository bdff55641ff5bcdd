import Collection from 'ol/Collection.js'
import type Control from 'ol/control/Control.js'

/** Stands for OpenLayers' own buttons, which no map here has. */
export function defaults(): Collection<Control> {
  return new Collection()
}
