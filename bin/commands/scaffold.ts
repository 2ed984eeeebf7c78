/** `ml-architect scaffold`: a spec as a project in code, in a new or empty folder. */
import { codeTarget, codeTargets } from '../../src/design/codegen/target.js'
import { inferSpec } from '../../src/design/spec/infer.js'
import { written } from '../../src/design/spec/issue.js'
import { type Framework, frameworks } from '../../src/design/spec/spec.js'
import { BadInput } from '../../src/errors.js'
import { issuesText } from '../../src/output/check-text.js'
import { readSpecFile } from '../../src/output/read-spec.js'
import { writeFolder } from '../../src/output/write-folder.js'

export interface ScaffoldOptions {
  readonly framework: string
  readonly out: string
}

/** @param file of a spec, a proposal, or what `design --json` printed; `-` reads standard input */
export function runScaffold(file: string, options: ScaffoldOptions, print: (text: string) => void): 0 | 2 {
  const framework = frameworkOf(options.framework)
  const target = codeTarget(framework)
  if (!target) {
    const ready = codeTargets.map(({ name }) => name).join(', ')
    throw new BadInput(`Code for ${framework} comes in a later version. Now there is: ${ready}.`)
  }
  const read = readSpecFile(file)
  if (!read.ok) return refuse(read.errors)
  const inferred = inferSpec(read.spec, { framework })
  if (!inferred.ok) return refuse(inferred.issues)
  const files = target.files(inferred.typed).map(({ path, text }) => ({ name: path, content: text }))
  const folder = writeFolder(options.out, files)
  if (read.note !== undefined) print(read.note)
  print(`Written to ${folder}: ${files.map(({ name }) => name).join(', ')}`)
  return 0
}

function refuse(errors: Parameters<typeof issuesText>[0]): 2 {
  console.error(issuesText(errors))
  return 2
}

function frameworkOf(name: string): Framework {
  const found = frameworks.find((framework) => framework === name.toLowerCase())
  if (found) return found
  throw new BadInput(`--framework is one of ${frameworks.join(', ')}. Received: ${written(name)}.`)
}
