/** The font of all pictures: Inter (SIL Open Font License 1.1), in two weights, with the widths of its characters. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type FontMetrics, readFontMetrics } from './font-metrics.js'

export type Weight = 'regular' | 'bold'

/** Widths in pixels. What builders of pictures know of the font. */
export interface Typeface {
  width(text: string, size: number, weight?: Weight): number
  /** The text with an empty box for each character that the font does not have. */
  drawable(text: string): string
}

const resolve = createRequire(import.meta.url).resolve

export const fontFamily = 'Inter'
export const cssWeight: Readonly<Record<Weight, number>> = { regular: 400, bold: 600 }
export const fontFiles: Readonly<Record<Weight, string>> = {
  regular: resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
}

const emptyBox = '□'
let loaded: Typeface | undefined

/** Reads the font on first use. */
export function typeface(): Typeface {
  loaded ??= typefaceOf({
    regular: readFontMetrics(readFileSync(fontFiles.regular)),
    bold: readFontMetrics(readFileSync(fontFiles.bold)),
  })
  return loaded
}

function typefaceOf(metrics: Readonly<Record<Weight, FontMetrics>>): Typeface {
  return {
    width: (text, size, weight = 'regular') => metrics[weight].width(text, size),
    drawable: (text) => {
      let drawn = ''
      for (const character of oneLine(text)) drawn += metrics.regular.has(character) ? character : emptyBox
      return drawn
    },
  }
}

/** Line ends become spaces; what has no width or turns the direction of writing is left out. */
const oneLine = (text: string) =>
  text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Mn}]/gu, '')
