/** `ml-architect check`: a spec's shapes, parameters, FLOPs, memory and time on standard output. Exit 2 for a bad spec. */
import { BadInput } from '../../src/errors.js'
import { type CheckRequest, check } from '../../src/output/check-output.js'
import { checkText, issuesText } from '../../src/output/check-text.js'
import { type InputIssue, readSpecFile } from '../../src/output/read-spec.js'

export interface CheckOptions extends CheckRequest {
  readonly json?: boolean
}

/** Wide enough for any table where nobody looks: a pipe takes what comes. */
const pipeWidth = 160

/** @param file of the spec; `-` reads it from standard input */
export function runCheck(file: string, options: CheckOptions, print: (text: string) => void): 0 | 2 {
  const fail = (errors: readonly InputIssue[]): 2 => {
    if (options.json) print(JSON.stringify({ errors }, null, 2))
    else console.error(issuesText(errors))
    return 2
  }
  try {
    const read = readSpecFile(file)
    if (!read.ok) return fail(read.errors)
    const checked = check(read.spec, options)
    if (!checked.ok) return fail(checked.errors)
    if (options.json) print(JSON.stringify(checked.output, null, 2))
    else {
      if (read.note !== undefined) print(`${read.note}\n`)
      print(checkText(checked, process.stdout.columns ?? pipeWidth))
    }
    return 0
  } catch (error) {
    // An option that means nothing: said as everything else is.
    if (!(error instanceof BadInput) || !options.json) throw error
    const option = /^--[a-z]+/.exec(error.message)?.[0] ?? ''
    return fail([{ path: option, code: 'bad_value', message: error.message }])
  }
}
