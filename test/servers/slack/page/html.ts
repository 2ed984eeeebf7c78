/** HTML by template: what is put in is escaped, unless it is HTML itself. */

export interface Html {
  readonly html: string
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)

type Part = string | number | undefined | false | Html | readonly Html[]

/** @example html`<b>${name}</b>` */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return {
    html: texts.map((text, index) => text + (index < parts.length ? written(parts[index]) : '')).join(''),
  }
}

function written(part: Part): string {
  if (part === undefined || part === false) return ''
  if (Array.isArray(part)) return part.map((each: Html) => each.html).join('')
  return typeof part === 'object' ? (part as Html).html : escapeHtml(String(part))
}
