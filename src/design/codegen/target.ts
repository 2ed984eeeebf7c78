/** What writes a typed spec as code: one target for each framework, each with its files. */
import type { Framework } from '../spec/spec.js'
import type { TypedSpec } from '../spec/typed.js'
import { pytorchModel } from './pytorch/model.js'

export interface CodeFile {
  /** Relative to the project's folder, with `/` between folders. */
  readonly path: string
  readonly text: string
}

export interface CodeTarget {
  readonly name: Framework
  files(typed: TypedSpec): readonly CodeFile[]
}

const pytorch: CodeTarget = {
  name: 'pytorch',
  files: (typed) => [{ path: 'model.py', text: pytorchModel(typed) }],
}

/** Every target there is. A further framework is a line here. */
export const codeTargets: readonly CodeTarget[] = [pytorch]

/** Undefined for a framework that no code is written for yet. */
export const codeTarget = (name: Framework): CodeTarget | undefined =>
  codeTargets.find((target) => target.name === name)
