/** The number of a quantity: digits, words or a loose amount, with its magnitude. */
import type { Token } from './tokens.js'
import { looseAmount, magnitudeWord, numberWord, unitWord } from './units.js'

export interface Amount {
  readonly value: number
  /** First token after what was read. */
  readonly next: number
  readonly spelled: boolean
}

/** Digits, a number in words, or a loose amount. */
export function amountAt(tokens: readonly Token[], at: number): Amount | undefined {
  const token = tokens[at]
  if (!token) return undefined
  if (token.kind === 'number')
    return isInName(tokens, at) ? undefined : digitsAt(tokens, at, token.value ?? 0)
  if (token.kind !== 'word') return undefined
  const spelled = spelledAt(tokens, at)
  if (spelled) return spelled
  const loose = looseAmount(token.text)
  if (loose !== undefined) {
    // "A few hundred" is nearer to three than to five.
    const value = magnitudeWord(tokens[at + 1]?.text ?? '') === undefined ? loose : Math.min(loose, 3)
    return { value, next: afterOf(tokens, at + 1), spelled: true }
  }
  // "a year of data", "the horizon is a fortnight"
  const unit = /^(a|an)$/.test(token.text) ? unitWord(tokens[at + 1]?.text ?? '') : undefined
  const full = unit?.kind === 'time' && (tokens[at + 1]?.text.length ?? 0) > 2
  const meant = tokens[at + 2]?.text === 'of' || /^(is|of|horizon|:|=)$/.test(tokens[at - 1]?.text ?? '')
  return full && meant ? { value: 1, next: at + 1, spelled: true } : undefined
}

/** `GPT-4`, `covid-19`: part of a name. */
function isInName(tokens: readonly Token[], at: number): boolean {
  const [name, dash, number] = [tokens[at - 2], tokens[at - 1], tokens[at]]
  // "Sub-10 ms" is a limit.
  const isLimit = name?.text === 'sub'
  return number?.glued === true && dash?.text === '-' && dash.glued && name?.kind === 'word' && !isLimit
}

/** `2 and a half years`, `1/2 year` */
function digitsAt(tokens: readonly Token[], at: number, value: number): Amount {
  const [slash, below] = [tokens[at + 1], tokens[at + 2]]
  const whole = below?.kind === 'number' && below.glued ? (below.value ?? 0) : 0
  const isFraction = slash?.text === '/' && slash.glued && value < whole && whole <= 8
  if (isFraction && tokens[at + 3]?.text !== '/')
    return { value: value / whole, next: at + 3, spelled: false }
  const half = halfAfter(tokens, at + 1)
  return half ? { value: value + 0.5, next: half, spelled: false } : { value, next: at + 1, spelled: false }
}

/** `two`, `sixty-three`, `two and a half`, `half a`. */
function spelledAt(tokens: readonly Token[], at: number): Amount | undefined {
  const value = numberWord(tokens[at]?.text ?? '')
  if (value === undefined) return undefined
  if (value === 0.5) return halfOf(tokens, at)
  const half = halfAfter(tokens, at + 1)
  if (half) return { value: value + 0.5, next: half, spelled: true }
  const long = numeralAt(tokens, at)
  if (long) return long
  const dash = tokens[at + 1]?.text === '-' ? 2 : 1
  const ones = value >= 20 && value < 100 ? numberWord(tokens[at + dash]?.text ?? '') : undefined
  if (ones !== undefined && ones >= 1 && ones < 10)
    return { value: value + ones, next: at + dash + 1, spelled: true }
  return { value, next: afterOf(tokens, at + 1), spelled: true }
}

const bigWords: Readonly<Record<string, number>> = { hundred: 100, thousand: 1e3, million: 1e6, billion: 1e9 }

/** `two thousand five hundred`, `one hundred and twenty`: undefined for what simpler readings cover. */
function numeralAt(tokens: readonly Token[], at: number): Amount | undefined {
  let [total, part, words, big] = [0, 0, 0, 0]
  let [i, end] = [at, at]
  for (; words < longestNumeral; i += 1) {
    const word = tokens[i]?.text ?? ''
    const scale = Object.hasOwn(bigWords, word) ? bigWords[word] : undefined
    const small = scale === undefined ? numberWord(word) : undefined
    if (scale === 100) part = Math.max(1, part) * 100
    else if (scale !== undefined) [total, part] = [total + Math.max(1, part) * scale, 0]
    else if (small !== undefined && small >= 1 && small < 100) part += small
    else if (words > 0 && /^(and|-)$/.test(word)) continue
    else break
    if (scale !== undefined) big += 1
    words += 1
    end = i + 1
  }
  // One magnitude after one number is read with digits as well.
  return big > 0 && words > 2 ? { value: total + part, next: end, spelled: true } : undefined
}

const longestNumeral = 10

/** Half of a time ("half a year", "ein halbes Jahr"); half of anything else is a share. */
function halfOf(tokens: readonly Token[], at: number): Amount | undefined {
  const next = /^(a|an|un|une|-)$/.test(tokens[at + 1]?.text ?? '') ? at + 2 : at + 1
  const word = tokens[next]?.text ?? ''
  // "Half a million"
  const big = next > at + 1 && (magnitudeWord(word) ?? 0) >= 1000 && word.length > 2
  return big || unitWord(word)?.kind === 'time' ? { value: 0.5, next, spelled: true } : undefined
}

const halfAfter = (tokens: readonly Token[], at: number): number | undefined =>
  tokens[at]?.text === 'and' && tokens[at + 1]?.text === 'a' && tokens[at + 2]?.text === 'half'
    ? at + 3
    : undefined

/** "hundreds of", "a couple of" */
const afterOf = (tokens: readonly Token[], at: number): number =>
  /^(of|von|de)$/.test(tokens[at]?.text ?? '') ? at + 1 : at

/** K, million, lakh …; twice for "five hundred thousand". */
export function withMagnitude(tokens: readonly Token[], amount: Amount): Amount {
  const once = magnified(tokens, amount)
  return once.next === amount.next ? once : magnified(tokens, once)
}

function magnified(tokens: readonly Token[], amount: Amount): Amount {
  const token = tokens[amount.next]
  if (token?.kind !== 'word') return amount
  const magnitude = magnitudeWord(token.text)
  if (magnitude === undefined) return amount
  // A letter counts only beside digits, and German "2 mm" or "5 m" with a space are lengths.
  const letter = /^[a-z]{1,2}$/.test(token.text) && !['mn', 'bn'].includes(token.text)
  if (letter && (!token.glued || tokens[amount.next - 1]?.kind !== 'number')) return amount
  if (token.raw === 'm' && readsAsMinutes(tokens, amount.next)) return amount
  return { ...amount, value: Math.min(amount.value * magnitude, 1e18), next: amount.next + 1 }
}

/** `every 15m`, `5m bars`: minutes rather than millions. */
export function readsAsMinutes(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 2]?.text ?? ''
  const after = tokens[at + 1]?.text ?? ''
  return (
    ['every', 'each', 'alle', 'cada'].includes(before) ||
    ['bars', 'interval', 'intervals', 'resolution'].includes(after)
  )
}
