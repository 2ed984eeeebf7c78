/** Runs of any length in parts that fit, parted where a reader would part them. Pure. */
import { richText } from './limits.js'
import { bytesOf, elementsOf, merged, type Run } from './render-inline.js'

export interface Size {
  readonly characters: number
  /** Of the JSON, in UTF-8. */
  readonly bytes: number
}

/** A word and the space behind it, to the end of its line: an indentation is of the next one. */
interface Atom extends Size {
  readonly run: Run
  readonly text: string
  /** Bytes of the run's element without its text. */
  readonly shell: number
}

/**
 * Parts of which each fits one rich text block, split behind a paragraph, else a line, else a word; within a word only
 * where it alone is too long, and then between the characters that a reader sees.
 */
export function splitRuns(
  runs: readonly Run[],
  most: Size = richText,
  trimmed: (part: readonly Run[]) => Run[] = trim,
): Run[][] {
  const parts: Atom[][] = []
  let part: Atom[] = []
  let size = sizeOf(part)
  for (const atom of runs.flatMap((run) => atomsOf(run, most))) {
    const grown = plus(size, atom, part.at(-1))
    if (grown.characters > most.characters || grown.bytes > most.bytes) {
      const end = breakIn(part)
      parts.push(part.slice(0, end))
      part = part.slice(end)
      size = sizeOf(part)
    }
    size = plus(size, atom, part.at(-1))
    part.push(atom)
  }
  return [...parts, part]
    .map((atoms) => trimmed(merged(atoms.map(runOfAtom))))
    .filter((one) => one.length > 0)
}

/** A run costs its element, its words only themselves. */
const plus = (size: Size, atom: Atom, before: Atom | undefined): Size => ({
  characters: size.characters + atom.characters,
  bytes: size.bytes + atom.bytes + (before?.run === atom.run ? 0 : atom.shell),
})

const sizeOf = (atoms: readonly Atom[]): Size =>
  atoms.reduce<Size>((size, atom, i) => plus(size, atom, atoms[i - 1]), { characters: 0, bytes: 0 })

const shellOf = (run: Run): number => bytesOf(elementsOf([{ ...run, text: '' }])[0]) + 1

/** Where to split a part that is full: behind its last paragraph, else its last line, in its second half. */
function breakIn(part: readonly Atom[]): number {
  const half = Math.floor(part.length / 2)
  for (const end of [/\n\s*\n\s*$/, /\n\s*$/]) {
    const at = part.findLastIndex(({ text }, i) => i >= half && end.test(text))
    if (at > 0) return at + 1
  }
  return part.length
}

const runOfAtom = ({ run, text }: Atom): Run => ({ ...run, text })

/** Space at the ends of a part would be seen as an empty line. */
function trim(runs: readonly Run[]): Run[] {
  const kept = runs.map((run, i) => {
    const start = i === 0 ? run.text.trimStart() : run.text
    return { ...run, text: i === runs.length - 1 ? start.trimEnd() : start }
  })
  const full = kept.filter(({ text }) => text !== '')
  return full.length === runs.length ? full : full.length === 0 ? [] : trim(full)
}

function atomsOf(run: Run, most: Size): Atom[] {
  const words = run.text.match(/\S+(?:\s*\n|[^\S\n]*)|\s+/g) ?? []
  const shell = shellOf(run)
  return words
    .flatMap((word) => (fits(word, most) ? [word] : piecesOf(word, most)))
    .map((text) => ({ run, text, shell, ...textSize(text) }))
}

const textSize = (text: string): Size => ({ characters: text.length, bytes: bytesOf(text) - 2 })

/** A piece of a word is small against a block, also beside the longest address of a link. */
const fits = (text: string, most: Size): boolean => {
  const { characters, bytes } = textSize(text)
  return characters <= most.characters / 4 && bytes <= most.bytes / 4
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** Characters that are looked at together: the time of a segmenter grows with the square of a text's length. */
const windowLength = 1_000

/** The characters that a reader sees, one by one. */
function* charactersOf(text: string): Generator<string> {
  let at = 0
  while (at < text.length) {
    const seen = text.slice(at, at + windowLength)
    const isEnd = at + seen.length === text.length
    const found = Array.from(graphemes.segment(seen), ({ segment }) => segment)
    // What stands at the end of a window may go on behind it.
    const whole = isEnd || found.length === 1 ? found : found.slice(0, -1)
    yield* whole
    at += whole.join('').length
  }
}

/** A word that fits nowhere, in pieces that do. One visible character may be of any length: such a one is split too. */
function piecesOf(word: string, most: Size): string[] {
  const pieces: string[] = []
  let [piece, characters, bytes] = ['', 0, 0]
  for (const segment of charactersOf(word)) {
    for (const unit of fits(segment, most) ? [segment] : segment) {
      const size = textSize(unit)
      if (characters + size.characters > most.characters / 4 || bytes + size.bytes > most.bytes / 4) {
        pieces.push(piece)
        piece = ''
        characters = 0
        bytes = 0
      }
      piece += unit
      characters += size.characters
      bytes += size.bytes
    }
  }
  return [...pieces, piece]
}
