/** Words of a reply made ready to be matched: folded, and cut into sentences and listed parts. */

/** A reply is short; of a long text only the beginning can be an answer or a question. */
export const mostCharacters = 500

/** Lower case without accents, character for character, so that places in it are places in the text. */
export function folded(text: string): string {
  return Array.from({ length: text.length }, (_, i) => {
    const char = text.charAt(i)
    if (char <= '\x7f') return char.toLowerCase()
    if (char === '’' || char === '‘') return "'"
    if (char === 'ß') return 's'
    const plain = char.normalize('NFD').charAt(0).toLowerCase()
    return plain.length === 1 ? plain : char
  }).join('')
}

/** The beginning of a text, folded. */
export const beginning = (text: string): string => folded(text.slice(0, mostCharacters))

/** More sentences than a person asks in one message are a pasted text: it is read as one. */
const mostSentences = 20

export function sentences(text: string): string[] {
  const parts = text.split(/(?<=[.!?])\s+|\n+/).flatMap((part) => part.split(joint))
  const said = parts.filter((part) => part.trim() !== '')
  return said.length > mostSentences ? [text] : said
}

/** "What does it cost, and why not a GRU?" asks twice. */
const joint =
  /,?\s+(?:and|but|also|und|aber|y|pero|et|mais)\s+(?=(?:what|why|how|which|who|where|when|warum|wieso|wie|welche\w*|por qué|qué|cómo|pourquoi|comment|quel\w*)\b(?!\s+(?:is|are)\s+not))/i

/** `200, 3 years and daily` -> three parts; so is `2 1 3`. A comma inside a number (`5,000`) parts nothing. */
export function listed(text: string): string[] {
  // `2 1 3`, `b a`
  if (/^\s*[1-9a-f](?:\s+[1-9a-f])+\s*$/i.test(text)) return text.trim().split(/\s+/)
  return text
    .split(/\s*(?:[;\n+&]|,(?!\d)|\.(?=\s|$)|\s(?:and|und|y|et|then|dann)\s)\s*/i)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** "First" to "fourth" and "last" in four languages, as a pattern and what each counts. */
const ordinals: readonly (readonly [RegExp, number])[] = [
  [/^(first|1st|erste[nrs]?|primer[ao]?|premiere?)$/, 0],
  [/^(second|2nd|zweite[nrs]?|segund[ao]|deuxieme|seconde?)$/, 1],
  [/^(third|3rd|dritte[nrs]?|tercer[ao]?|troisieme)$/, 2],
  [/^(fourth|4th|vierte[nrs]?|cuart[ao]|quatrieme)$/, 3],
  [/^(last|letzte[nrs]?|ultim[ao]|derniere?)$/, -1],
]
/** To be put into a pattern. */
export const ordinalWords =
  'first|second|third|fourth|last|1st|2nd|3rd|4th|erste[nrs]?|zweite[nrs]?|dritte[nrs]?|vierte[nrs]?|letzte[nrs]?|primer[ao]?|segund[ao]|tercer[ao]?|cuart[ao]|ultim[ao]|premiere?|deuxieme|seconde?|troisieme|quatrieme|derniere?'

/** The place that an ordinal or a digit names among so many; undefined where there is none. */
export function placeOf(word: string, count: number): number | undefined {
  const place = /^[1-9]$/.test(word)
    ? Number(word) - 1
    : ordinals.find(([pattern]) => pattern.test(word))?.[1]
  const at = place === -1 ? count - 1 : place
  return at !== undefined && at >= 0 && at < count ? at : undefined
}
