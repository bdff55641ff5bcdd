import type { Label } from '../../../../core/proposal/label.ts'
import { element, type Xml, type XmlChild } from '../../xml-element.ts'
import type { RecordContact } from '../metadata/layer-record.ts'

/* Building stones of ISO 19139, in the order of its schemas of 2007-04-17 (GML 3.2). */

const CODE_LISTS = 'http://standards.iso.org/iso/19139/resources/gmxCodelists.xml'
const LANGUAGES = 'http://www.loc.gov/standards/iso639-2/'
/** Of gmd:locale, which localised texts point to. */
export const ENGLISH = 'locale-eng'

export const gmd = (name: string, ...children: XmlChild[]): Xml => element(`gmd:${name}`, {}, ...children)

export const text = (name: string, value: string): Xml => gmd(name, element('gco:CharacterString', {}, value))

/** Indonesian, with English as its translation. */
export function bilingual(name: string, { id, en }: Label): Xml {
  if (id === en) return text(name, id)
  return element(
    `gmd:${name}`,
    { 'xsi:type': 'gmd:PT_FreeText_PropertyType' },
    element('gco:CharacterString', {}, id),
    gmd(
      'PT_FreeText',
      gmd('textGroup', element('gmd:LocalisedCharacterString', { locale: `#${ENGLISH}` }, en)),
    ),
  )
}

/** `<gmd:role><gmd:CI_RoleCode …>`: a value of one of ISO's code lists. */
export function code(name: string, list: string, value: string): Xml {
  const attributes = { codeList: `${CODE_LISTS}#${list}`, codeListValue: value }
  return gmd(name, element(`gmd:${list}`, attributes, value))
}

/** `value` is a code of ISO 639-2. */
export function language(name: string, value: string): Xml {
  return gmd(name, element('gmd:LanguageCode', { codeList: LANGUAGES, codeListValue: value }, value))
}

/** `isoTime` is a day or a moment in ISO 8601. */
export function date(kind: 'creation' | 'publication' | 'revision', isoTime: string): Xml {
  const said = isoTime.includes('T')
    ? element('gco:DateTime', {}, isoTime.replace(/\.\d+Z$/, 'Z'))
    : element('gco:Date', {}, isoTime)
  return gmd('date', gmd('CI_Date', gmd('date', said), code('dateType', 'CI_DateTypeCode', kind)))
}

export function identifier(name: string, value: string): Xml {
  return gmd(name, gmd('MD_Identifier', text('code', value)))
}

export function url(name: string, address: string): Xml {
  return gmd(name, gmd('URL', address))
}

export function party(name: string, contact: RecordContact, role: string, home: string): Xml {
  const { email, phone, address } = contact
  return gmd(
    name,
    gmd(
      'CI_ResponsibleParty',
      text('organisationName', contact.name),
      gmd(
        'contactInfo',
        gmd(
          'CI_Contact',
          phone ? gmd('phone', gmd('CI_Telephone', text('voice', phone))) : null,
          address || email
            ? gmd(
                'address',
                gmd(
                  'CI_Address',
                  address ? text('deliveryPoint', address) : null,
                  text('country', 'Indonesia'),
                  email ? text('electronicMailAddress', email) : null,
                ),
              )
            : null,
          gmd('onlineResource', gmd('CI_OnlineResource', url('linkage', home))),
        ),
      ),
      code('role', 'CI_RoleCode', role),
    ),
  )
}

/** An element that the schema wants and nobody has said. */
export function unstated(name: string, reason: 'missing' | 'unknown'): Xml {
  return element(`gmd:${name}`, { 'gco:nilReason': reason })
}

/** A citation with the dates that are known. */
export function citation(title: string, dates: readonly Xml[], ...more: XmlChild[]): Xml {
  return gmd(
    'CI_Citation',
    text('title', title),
    dates.length > 0 ? dates : unstated('date', 'unknown'),
    more,
  )
}
