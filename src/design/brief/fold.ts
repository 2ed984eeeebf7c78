/** Words as they are looked up: lower case, without accents; scripts whose marks are letters keep them. */

const plainAscii = /^[a-z0-9]*$/
const devanagari = /[\u0900-\u097f]/
const nukta = /\u093c/g
/** Scripts that are written without accents, or whose marks make other letters. */
const untouched = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/

/** `Gebäude` and `días` become `gebaude` and `dias`. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase()
  if (plainAscii.test(lower) || untouched.test(lower)) return lower
  if (devanagari.test(lower)) return lower.normalize('NFD').replace(nukta, '')
  return lower
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/ı/g, 'i')
    .replace(/ł/g, 'l')
}
