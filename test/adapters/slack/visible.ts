/** Walks a payload without knowing the renderer: every text a person sees, and everything that would take effect. */

interface Thing {
  readonly [name: string]: unknown
}
const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null

/** Every object within a value, outermost first. */
export function objectsIn(value: unknown): Thing[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  return isThing(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : []
}

/** The visible texts in order; mrkdwn as it is shown. */
export function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (!isThing(value)) return []
  const own = ['text', 'alt_text', 'caption', 'name'].flatMap((name) => {
    const text = value[name]
    if (typeof text !== 'string' || (name === 'name' && value.type !== 'emoji')) return []
    return [value.type === 'mrkdwn' ? shown(text) : text]
  })
  return [...own, ...Object.values(value).flatMap(textsIn)]
}

const shown = (mrkdwn: string) =>
  mrkdwn
    .replace(/([*_`])(?!\u200b)([^*_`\n]+)\1(?!\u200b)/g, '$2')
    .replace(/\u200b/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')

/** All mrkdwn source of a payload. */
export const mrkdwnIn = (value: unknown): string[] =>
  objectsIn(value).flatMap(({ type, text }) => (type === 'mrkdwn' && typeof text === 'string' ? [text] : []))

export const typesIn = (value: unknown): unknown[] => objectsIn(value).map(({ type }) => type)

/** Addresses that can be followed, in rich text or on a button. */
export const addressesIn = (value: unknown): string[] =>
  objectsIn(value).flatMap(({ url }) => (typeof url === 'string' ? [url] : []))

export const actionIdsIn = (value: unknown): string[] =>
  objectsIn(value).flatMap(({ action_id: id }) => (typeof id === 'string' ? [id] : []))

/** Without the space in it, which a platform may break elsewhere. */
export const squeeze = (text: string): string => text.replace(/[\s\u200b]+/g, '')
