/** Digits with separators to a number: 1,000,000 · 2,5 · 3.400 (German) · 1'200 · 10 000 · 1e6. */

const plainDigits = /^[0-9]+$/

/**
 * @param raw digits with `.`, `,`, apostrophes or spaces between them; an exponent after the first is ignored
 * @param commaDecimal the text writes 2,5 for two and a half; decides `3.400` and `3,400`
 */
export function readNumber(raw: string, commaDecimal: boolean): number {
  if (raw.length < 10 && plainDigits.test(raw)) return Number(raw)
  const [mantissa = '', exponent] = raw.toLowerCase().replace(/['’ ]/g, '').split('e')
  const points = mantissa.split('.').length - 1
  const commas = mantissa.split(',').length - 1
  const value = Number(plain(mantissa, points, commas, commaDecimal))
  const scaled = exponent === undefined ? value : value * 10 ** Math.min(Number(exponent), 18)
  return Number.isFinite(scaled) ? Math.min(scaled, 1e18) : 0
}

function plain(text: string, points: number, commas: number, commaDecimal: boolean): string {
  if (points > 0 && commas > 0) {
    const decimal = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ','
    return withDecimal(text, decimal)
  }
  const separator = points > 0 ? '.' : ','
  const times = points + commas
  if (times === 0) return text
  if (times > 1) {
    const [first = '', ...groups] = text.split(separator)
    // `7,30,60` is a list, not a number: its first entry.
    // `12,00,000` is how lakhs are grouped.
    const lakhs = groups.slice(0, -1).every((group) => group.length === 2) && first.length <= 2
    const grouped = groups.at(-1)?.length === 3 && (lakhs || groups.every((group) => group.length === 3))
    return grouped ? withDecimal(text, '') : first
  }
  const [whole = '', rest = ''] = text.split(separator)
  const groupShaped = rest.length === 3 && whole.length <= 3 && whole !== '0'
  const groups = groupShaped && (separator === '.' ? commaDecimal : !commaDecimal)
  return withDecimal(text, groups ? '' : separator)
}

/** Keeps the last `decimal` as the point and drops every other separator. */
function withDecimal(text: string, decimal: '.' | ',' | ''): string {
  const at = decimal === '' ? -1 : text.lastIndexOf(decimal)
  return [...text].map((c, i) => (i === at ? '.' : c === '.' || c === ',' ? '' : c)).join('')
}
