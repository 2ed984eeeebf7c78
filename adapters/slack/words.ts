/** Slack's own notation in what people write -> the plain words they see. Pure. */

/**
 * Links and mentions as people read them; a channel keeps its form `<#C1|name>`, by which a command knows it.
 * @param bot the app's own user, whose mention is taken out; where it is not known, a mention at the beginning
 */
export function plainWords(text: string, bot: string | undefined): string {
  const own = bot === undefined ? /^\s*<@[UW][A-Z0-9]+(\|[^>]*)?>/ : new RegExp(`<@${bot}(\\|[^>]*)?>`, 'g')
  return text
    .replace(own, ' ')
    .replace(/<([^<>]{1,3000})>/g, (whole, inner: string) => spoken(inner) ?? whole)
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .trim()
}

/** Undefined for what stays as it is. */
function spoken(inner: string): string | undefined {
  const [target = '', ...labels] = inner.split('|')
  const label = labels.join('|')
  if (target.startsWith('#')) return undefined
  if (target.startsWith('@') || target.startsWith('!'))
    return label === '' ? `@${target.slice(1)}` : `@${label.replace(/^@/, '')}`
  if (!/^(https?|mailto|tel):/.test(target)) return undefined
  const address = target.replace(/^(mailto|tel):/, '')
  return label === '' || label === address || target === label ? address : `${label} (${address})`
}
