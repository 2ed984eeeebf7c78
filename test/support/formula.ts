/**
 * Works out a formula as figures write it, `2 x (256 rows x 63 + 63)`, in base units (seconds, bytes): so that a test
 * can hold a figure's value to its own words. Words are skipped; a remark after `;`, `:` or `,` is not arithmetic.
 */

const units: Readonly<Record<string, number>> = {
  ns: 1e-9,
  µs: 1e-6,
  ms: 1e-3,
  GHz: 1e9,
  'GFLOP/s': 1e9,
  'TFLOP/s': 1e12,
  'GB/s': 1e9,
}

type Token = number | '+' | '-' | 'x' | '/' | '(' | ')' | 'log2'

/** @throws SyntaxError where the words hold no arithmetic */
export function evaluate(formula: string): number {
  const tokens = tokensOf(formula)
  let at = 0
  const peek = () => tokens[at]
  const fail = (wanted: string): never => {
    throw new SyntaxError(`Expected ${wanted} at ${at} of ${JSON.stringify(tokens)}. Received: ${formula}`)
  }
  const expect = (token: Token) => {
    if (tokens[at] !== token) fail(token.toString())
    at += 1
  }
  const sum = (): number => {
    let value = product()
    for (let next = peek(); next === '+' || next === '-'; next = peek()) {
      at += 1
      value = next === '+' ? value + product() : value - product()
    }
    return value
  }
  const product = (): number => {
    let value = factor()
    for (let next = peek(); next === 'x' || next === '/'; next = peek()) {
      at += 1
      value = next === 'x' ? value * factor() : value / factor()
    }
    return value
  }
  const factor = (): number => {
    const token = peek()
    at += 1
    if (typeof token === 'number') return token
    if (token === 'log2') expect('(')
    else if (token !== '(') return fail('a number')
    const value = sum()
    expect(')')
    return token === 'log2' ? Math.log2(value) : value
  }
  const value = sum()
  return at === tokens.length ? value : fail('the end')
}

function tokensOf(formula: string): Token[] {
  // `$` is no part of a number, and `layers[0..11]` no arithmetic.
  const plain = formula.replace(/\[[^\]]*\]|\$/g, '').replace(/\([^()\d]*\)/g, '')
  const [arithmetic = ''] = plain.split(/[;:,] /)
  const words = arithmetic.match(/\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?|[-+/()]|[A-Za-zµ$'][\w'/-]*/g) ?? []
  const tokens: Token[] = []
  for (const word of words) {
    const last = tokens.at(-1)
    if (/^\d/.test(word)) tokens.push(Number(word.replaceAll(',', '')))
    else if (isOperator(word)) tokens.push(word)
    else if (typeof last === 'number' && Object.hasOwn(units, word))
      tokens[tokens.length - 1] = last * (units[word] ?? 1)
  }
  return tokens
}

const isOperator = (word: string): word is '+' | '-' | 'x' | '/' | '(' | ')' | 'log2' =>
  ['+', '-', 'x', '/', '(', ')', 'log2'].includes(word)
