/** `ml-architect design`: a request in words to proposals on standard output; needs no Redis and no settings. */
import { readFileSync } from 'node:fs'
import type { Answer } from '../../src/design/question.js'
import { BadInput } from '../../src/errors.js'
import { design } from '../../src/output/design-output.js'
import { designFiles, designText } from '../../src/output/design-text.js'
import { writeFolder } from '../../src/output/write-folder.js'

export interface DesignOptions {
  readonly json?: boolean
  readonly answer?: readonly string[]
  readonly framework?: string
  readonly out?: string
}

/** @param words what stands on the command line; `-` reads the request from standard input */
export function runDesign(
  words: readonly string[],
  options: DesignOptions,
  print: (text: string) => void,
): number {
  const [text, ...more] = words
  if (text === undefined)
    throw new BadInput('Give the request: ml-architect design "<what should be predicted>".')
  if (more.length > 0)
    throw new BadInput(
      `The request is one argument, in quotes. Received ${words.length} words: ml-architect design "${words.join(' ').slice(0, 80)}".`,
    )
  const designed = design({
    text: text === '-' ? readFileSync(0, 'utf8') : text,
    answers: (options.answer ?? []).map(answerOf),
    ...(options.framework !== undefined && { framework: options.framework }),
  })
  const folder = options.out === undefined ? undefined : writeFolder(options.out, designFiles(designed))
  if (options.json) print(JSON.stringify(designed.output, null, 2))
  else
    print(folder === undefined ? designText(designed) : `${designed.output.message}\nWritten to ${folder}.`)
  return 0
}

/** `id=value`; the value may hold further equal signs. */
function answerOf(option: string): Answer {
  const at = option.indexOf('=')
  const question = option.slice(0, at).trim()
  const words = option.slice(at + 1).trim()
  if (at < 1 || question === '' || words === '')
    throw new BadInput(
      `--answer is id=value, for example --answer series=40. Received: ${JSON.stringify(option.slice(0, 60))}`,
    )
  return { question, words }
}
