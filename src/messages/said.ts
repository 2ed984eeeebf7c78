/** Words of several lines as blocks. */
import { list, type MessageBlock, text } from './message.js'

/** Lines that begin with a bullet are a list; the others are text. */
export function saidBlocks(words: string): MessageBlock[] {
  const runs: { readonly bulleted: boolean; readonly lines: string[] }[] = []
  for (const line of words.split('\n')) {
    const bulleted = line.startsWith('• ')
    const last = runs.at(-1)
    if (last?.bulleted === bulleted) last.lines.push(line)
    else runs.push({ bulleted, lines: [line] })
  }
  return runs.flatMap(({ bulleted, lines }) => {
    if (bulleted) return [list(lines.map((line) => line.slice(2)))]
    const paragraph = lines.join('\n').trim()
    return paragraph === '' ? [] : [text(paragraph)]
  })
}
