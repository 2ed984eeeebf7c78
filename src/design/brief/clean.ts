/**
 * What a person typed, made ready to be read: shortened, normalised, without invisible characters. Keeps where every
 * character came from, so that a fact can quote the words as they were written.
 */

/** At most this much is read: of longer text its head, its tail, and a sample of what is between. */
export const readLimit = 16_384
const tailLength = 4_096
const middleLength = 2_048
/** A piece begins and ends at a space where one is as near as this: half a number is another number. */
const wordReach = 64

export interface CleanText {
  readonly text: string
  /** Characters of the original left out between the pieces that are read. */
  readonly omitted: number
  /** Invisible or direction-changing characters, and marks piled on a letter, that were dropped. */
  readonly stripped: number
  /** What `text` was made from, and for each of its characters (and its end) the place there. */
  readonly kept: string
  readonly origin: (at: number) => number
}

/** Control, zero-width, direction and variation characters, and tags: what no reader sees. */
const invisible = /(?![\t\n\r])[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu
/** These only choose how an emoji looks: nothing is lost without them. */
const emojiParts = /[\u200d\ufe00-\ufe0f]/g
const plainAscii = /^[\t\n\r\x20-\x7e]*$/
/** A character with its marks, or a syllable of Hangul in parts; more marks than any script needs are decoration. */
const character = /[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|\P{M}\p{M}*|\p{M}+/gu
const marksKept = 4
const halves: Readonly<Record<string, string>> = { '½': '.5', '¼': '.25', '¾': '.75' }

export function cleanText(input: string): CleanText {
  const pieces = input.length > readLimit ? sampled(input) : [input]
  const kept = pieces.join('\n')
  const omitted = input.length - pieces.reduce((sum, piece) => sum + piece.length, 0)
  if (plainAscii.test(kept))
    return { text: withoutMarkup(kept), omitted, stripped: 0, kept, origin: (at) => at }
  const { text, ...rest } = normalised(kept)
  return { omitted, kept, text: withoutMarkup(text), ...rest }
}

/** Head, middle and tail, cut between words. */
function sampled(input: string): string[] {
  const head = readLimit - tailLength - middleLength
  const middle = Math.floor((input.length - middleLength) / 2)
  const tail = input.length - tailLength
  return [
    input.slice(0, spaceBefore(input, head)),
    input.slice(spaceAfter(input, middle), spaceBefore(input, middle + middleLength)),
    input.slice(spaceAfter(input, tail)),
  ]
}

function spaceBefore(text: string, at: number): number {
  for (let i = at; i > at - wordReach; i -= 1) if (/\s/.test(text.charAt(i))) return i
  return at
}

function spaceAfter(text: string, at: number): number {
  for (let i = at; i < at + wordReach; i += 1) if (/\s/.test(text.charAt(i))) return i
  return at
}

/**
 * What chats put between the words: mentions and links (`<@U1>`, `<!here>`, `<https://…|label>`), emoji by name, quote
 * marks. The places of all other characters stay; ids and addresses hold digits that are no facts.
 */
const markup =
  /<[@#!][^<>\s|]{1,100}(?:\|[^<>]{0,100})?>|<a?:\w{1,40}:\d{1,25}>|<?(?:https?:\/\/|mailto:)[^\s<>|]{1,2000}|(?<![\S]):[a-z][\w+-]{1,40}:(?!\S)|^[ \t]{0,4}>+(?=\s)|&(?:lt|gt|amp);/gim
const entities: Readonly<Record<string, string>> = { '&lt;': ' <  ', '&gt;': ' >  ', '&amp;': ' &   ' }

const withoutMarkup = (text: string): string =>
  /[<:&>]/.test(text)
    ? text.replace(markup, (found) => entities[found.toLowerCase()] ?? ' '.repeat(found.length))
    : text

/** Compatibility forms become plain ones (full-width digits, ligatures), character by character. */
function normalised(kept: string): Pick<CleanText, 'text' | 'stripped' | 'origin'> {
  const parts: string[] = []
  const origins: number[] = []
  let [length, stripped] = [0, 0]
  for (const { 0: written, index } of kept.matchAll(character)) {
    const visible = written.replace(invisible, '')
    const letters = [...visible]
    const shown = letters.length > 1 + marksKept ? letters.slice(0, 1 + marksKept).join('') : visible
    stripped += written.replace(emojiParts, '').length - shown.length
    const plain = halves[shown] ?? (plainAscii.test(shown) ? shown : shown.normalize('NFKC'))
    // One character may stand for many, up to eighteen.
    if (length + plain.length > 2 * readLimit) break
    for (let i = 0; i < plain.length; i += 1) origins.push(index)
    length += plain.length
    parts.push(plain)
  }
  const text = parts.join('')
  return { text, stripped, origin: (at) => (at < origins.length ? (origins[at] ?? 0) : kept.length) }
}

/** The words between two places of `text` as they were written, without what cannot be seen. */
export function asWritten({ kept, origin }: CleanText, start: number, end: number): string {
  // A place in the middle of what one character stands for (`½` is 0.5) belongs to that whole character.
  const last = origin(Math.max(start, end - 1))
  const whole = last + ((kept.codePointAt(last) ?? 0) > 0xffff ? 2 : 1)
  return kept.slice(origin(start), Math.max(origin(end), whole)).replace(invisible, '')
}
