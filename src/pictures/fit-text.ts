/** Text that keeps to its place: cut with an ellipsis, or broken into lines, by the widths of the font. */
import type { Typeface, Weight } from './typeface.js'

/** The longest beginning that fits, with an ellipsis where something is left out. Never wider than `most` pixels. */
export function cut(text: string, size: number, most: number, face: Typeface, weight?: Weight): string {
  const drawn = face.drawable(text).trim()
  if (face.width(drawn, size, weight) <= most) return drawn
  const characters = [...drawn]
  const cutAt = (length: number) => `${characters.slice(0, length).join('').trimEnd()}…`
  let [low, high] = [0, characters.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (face.width(cutAt(middle), size, weight) <= most) low = middle
    else high = middle - 1
  }
  const shortest = cutAt(low)
  return face.width(shortest, size, weight) <= most ? shortest : ''
}

/** At most `lines` lines, broken at spaces; what is too long for the last one ends in an ellipsis. */
export function wrap(text: string, size: number, most: number, lines: number, face: Typeface): string[] {
  const words = face.drawable(text).trim().split(' ')
  const broken: string[] = []
  let line = ''
  for (const [i, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || face.width(longer, size) <= most) {
      line = longer
      continue
    }
    if (broken.length === lines - 1) {
      line = [line, ...words.slice(i)].join(' ')
      break
    }
    broken.push(cut(line, size, most, face))
    line = word
  }
  return [...broken, cut(line, size, most, face)].filter((part) => part !== '')
}
