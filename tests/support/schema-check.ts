import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { XmlElement } from './xml-tree.ts'

/* Checks documents against OGC's and ISO's schemas, as the npm package ogc-schemas has compiled these for Jsonix. */

interface Property {
  n: string
  en?: Name
  an?: Name
  ti?: unknown
  etis?: { en: Name; ti?: string }[]
  /** a attribute, v value, er and ers reference to a global element, es one of several, ae anything. */
  t?: string
  rq?: boolean
  col?: boolean
}
type Name = string | { lp: string; ns?: string }
interface TypeInfo {
  ln: string
  t?: string
  bti?: string
  ps?: Property[]
  vs?: (string | { vl?: string; lp?: string })[]
}
interface Module {
  n: string
  dens?: string
  dans?: string
  tis?: TypeInfo[]
  eis?: { en: Name; ti?: string; sh?: Name }[]
}
interface Found {
  module: Module
  type: TypeInfo
}

/** Alternatives, which the compiled schemas list as if each were required. */
const CHOICES =
  /^(date|dateTime|begin|beginPosition|end|endPosition|duration|timeInterval|propertyName|parameterName|listOfValues|conceptualScheme|rangeOfValues)$/

const XSI = 'http://www.w3.org/2001/XMLSchema-instance'
const NUMBERS = /^(Decimal|Double|Float|Int|Integer|Long|NonNegativeInteger|PositiveInteger)$/

/** Makes a check from a folder of compiled schemas; it returns every fault in words. */
export function makeSchemaCheck(folder: string, names: readonly string[]): (root: XmlElement) => string[] {
  const require = createRequire(import.meta.url)
  const modules = names.map((name): Module => {
    const file = name.startsWith('XLink') ? join(folder, '../../w3c-schemas/lib', name) : join(folder, name)
    return (require(file) as Record<string, Module>)[name] as Module
  })
  const globals = new Map<string, { type: Found | string | undefined; head: string | undefined }>()
  for (const module of modules)
    for (const { en, ti, sh } of module.eis ?? [])
      globals.set(qName(en, module), {
        type: ti === undefined ? undefined : find(ti, module),
        head: sh === undefined ? undefined : qName(sh, module),
      })
  return (root) => {
    const known = globals.get(keyOf(root))
    if (!known) return [`${root.name}: no global element of these schemas`]
    return checkType(root, known.type, root.name)
  }

  function find(name: unknown, from: Module): Found | string {
    // A list of simple values.
    if (typeof name !== 'string') return 'AnySimpleType'
    const dot = name.lastIndexOf('.')
    if (dot < 0) return name
    const module = dot === 0 ? from : modules.find(({ n }) => n === name.slice(0, dot))
    const type = module?.tis?.find(({ ln }) => ln === name.slice(dot + 1))
    return module && type ? { module, type } : `(unknown ${name})`
  }

  function propertiesOf({ module, type }: Found): { property: Property; module: Module }[] {
    const base = type.bti === undefined ? undefined : find(type.bti, module)
    const inherited = base && typeof base !== 'string' ? propertiesOf(base) : []
    return [...inherited, ...(type.ps ?? []).map((property) => ({ property, module }))]
  }

  function checkType(element: XmlElement, type: Found | string | undefined, at: string): string[] {
    if (typeof type === 'string' || type === undefined) return checkSimple(element, type ?? 'String', at)
    if (type.type.t === 'enum') return checkEnum(element, type.type, at)
    const properties = propertiesOf(type)
    const isNil = Object.keys(element.attributes).some(
      (name) => name.endsWith('}nilReason') || name.endsWith('}href'),
    )
    return [...checkAttributes(element, properties, at), ...checkChildren(element, properties, { at, isNil })]
  }

  function checkChildren(
    element: XmlElement,
    properties: { property: Property; module: Module }[],
    { at, isNil }: { at: string; isNil: boolean },
  ): string[] {
    const faults: string[] = []
    const rest = [...element.children]
    for (const { property, module } of properties) {
      if (property.t === 'a' || property.t === 'aa' || property.t === 'v') continue
      let count = 0
      for (let child = rest[0]; child; child = rest[0]) {
        const matched = matchOf(child, property, module)
        if (!matched) break
        rest.shift()
        count += 1
        faults.push(...checkType(child, matched.type, `${at}/${child.name}`))
        if (!property.col) break
      }
      if (count === 0 && property.rq && !isNil && !CHOICES.test(property.n))
        faults.push(`${at}: ${property.n} is missing`)
    }
    for (const child of rest) faults.push(`${at}: ${child.name} is not expected here`)
    return faults
  }

  function matchOf(
    child: XmlElement,
    { t, n, en, ti, etis }: Property,
    module: Module,
  ): { type: Found | string | undefined } | undefined {
    const key = keyOf(child)
    // Anything goes; what these schemas know of it must fit them all the same.
    if (t === 'ae') return { type: globals.get(key)?.type ?? 'AnyType' }
    const choices = etis ?? [{ en: en ?? n, ...(typeof ti === 'string' ? { ti } : {}) }]
    for (const choice of choices) {
      const wanted = qName(choice.en, module)
      if (key === wanted) {
        const type = overriddenType(child) ?? (choice.ti === undefined ? 'String' : find(choice.ti, module))
        return { type: t === 'er' || t === 'ers' ? (globals.get(key)?.type ?? type) : type }
      }
      if ((t === 'er' || t === 'ers') && substitutes(key, wanted)) return { type: globals.get(key)?.type }
    }
    return undefined
  }

  function substitutes(key: string, head: string): boolean {
    const next = globals.get(key)?.head
    return next !== undefined && (next === head || substitutes(next, head))
  }

  /** xsi:type, by the local name that the schema gives the type. */
  function overriddenType(child: XmlElement): Found | undefined {
    const local = child.attributes[`{${XSI}}type`]?.split(':').at(-1)
    if (!local) return undefined
    for (const module of modules) {
      const type = module.tis?.find(({ ln }) => ln === local || ln === local.replaceAll('_', ''))
      if (type) return { module, type }
    }
    return undefined
  }

  function checkAttributes(
    element: XmlElement,
    properties: { property: Property; module: Module }[],
    at: string,
  ): string[] {
    const attributes = properties.filter(({ property }) => property.t === 'a')
    const names = attributes.map(({ property: { an, n }, module }) =>
      typeof an === 'object'
        ? an.ns
          ? `{${an.ns}}${an.lp}`
          : an.lp
        : module.dans
          ? `{${module.dans}}${an ?? n}`
          : (an ?? n),
    )
    const open = properties.some(({ property }) => property.t === 'aa')
    const unknown = Object.keys(element.attributes).filter(
      (name) => !open && !name.startsWith(`{${XSI}}`) && !names.includes(name),
    )
    const missing = attributes.flatMap(({ property }, index) =>
      property.rq && element.attributes[names[index] ?? ''] === undefined ? [names[index]] : [],
    )
    return [
      ...unknown.map((name) => `${at}: attribute ${name} is not expected`),
      ...missing.map((name) => `${at}: attribute ${name} is missing`),
    ]
  }
}

const keyOf = ({ uri, name }: XmlElement) => `{${uri}}${name}`

function qName(name: Name, module: Module): string {
  if (typeof name === 'string') return `{${module.dens ?? ''}}${name}`
  return `{${name.ns ?? ''}}${name.lp}`
}

function checkSimple(element: XmlElement, type: string, at: string): string[] {
  if (type === 'AnyType') return []
  const text = element.text.trim()
  const faults = element.children.map((child) => `${at}: ${child.name} within a ${type}`)
  const name = type.replace(/^.*\./, '')
  if (NUMBERS.test(name) && !/^[-+]?\d+(\.\d+)?$/.test(text)) faults.push(`${at}: "${text}" is no ${name}`)
  if (name === 'Boolean' && !/^(true|false|0|1)$/.test(text)) faults.push(`${at}: "${text}" is no Boolean`)
  if (name === 'DateTime' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?$/.test(text))
    faults.push(`${at}: "${text}" is no DateTime`)
  return faults
}

function checkEnum(element: XmlElement, { vs = [] }: TypeInfo, at: string): string[] {
  const values = vs.map((value) => (typeof value === 'string' ? value : (value.vl ?? value.lp)))
  return values.includes(element.text.trim()) ? [] : [`${at}: "${element.text}" is none of its values`]
}
