/** Looking around a place in the text: the words of the same clause or sentence, no farther than told. */
import type { Token } from './tokens.js'

export const wordAt = (tokens: readonly Token[], at: number): string => tokens[at]?.text ?? ''

/** The first place from `at` on, not farther than `reach` and in the same sentence, where a word matches. */
export function findAfter(
  tokens: readonly Token[],
  at: number,
  reach: number,
  words: RegExp,
): number | undefined {
  for (let i = at; i < Math.min(tokens.length, at + reach); i += 1) {
    const text = wordAt(tokens, i)
    if (words.test(text)) return i
    if (isSentenceEnd(text)) return undefined
  }
  return undefined
}

/** The nearest place before `at`, not farther than `reach` and in the same sentence, where a word matches. */
export function findBefore(
  tokens: readonly Token[],
  at: number,
  reach: number,
  words: RegExp,
): number | undefined {
  for (let i = at - 1; i >= Math.max(0, at - reach); i -= 1) {
    const text = wordAt(tokens, i)
    if (words.test(text)) return i
    if (isSentenceEnd(text)) return undefined
  }
  return undefined
}

const isSentenceEnd = (text: string) => text === '.' || text === '!' || text === '?' || text === ';'

/** In the same clause, on either side. */
export function isNear(
  tokens: readonly Token[],
  { first, last }: { readonly first: number; readonly last: number },
  reach: number,
  words: RegExp,
): boolean {
  const clause = tokens[first]?.clause
  const around = [
    ...tokens.slice(Math.max(0, first - reach), first),
    ...tokens.slice(last + 1, last + 1 + reach),
  ]
  return around.some((token) => token.clause === clause && words.test(token.text))
}
