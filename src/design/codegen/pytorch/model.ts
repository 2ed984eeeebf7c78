/**
 * A typed spec as `model.py` for PyTorch 2: one class for each block and structure, the model, `build_model()`.
 *
 * 1. Blocks become classes, inner ones first (classes.ts); 2. the spec's own nodes become the model's class (body.ts);
 * 3. hand-written parts that they use come before them. Names are the spec's, checked; free text stands in
 * docstrings only.
 */
import type { TypedNode, TypedSpec } from '../../spec/typed.js'
import { keptAs } from './arguments.js'
import { writeBody } from './body.js'
import { constructorText, indented, withoutLastStep } from './class-text.js'
import { writeClasses } from './classes.js'
import { fill, type Hole, number } from './code.js'
import { className, docText, uniqueNames, variable } from './names.js'
import { takenNames } from './python/names.js'
import { inOrder, type PythonPart } from './python/parts.js'
import { wrapped } from './wrap.js'

/**
 * The text of `model.py`. `build_model()` makes the model; its `forward` takes the spec's inputs by their names, each
 * with a batch axis in front and features last, and gives the spec's outputs, a tuple where they are several.
 * @throws RangeError for a layer that the PyTorch table does not have
 */
export function pytorchModel(typed: TypedSpec): string {
  const title = className(typed.name)
  const keepsNames = typed.nodes.some(hasLora)
  const taken = new Set(['Tensor', 'NamedTuple', ...takenNames])
  const unique = uniqueNames(taken)
  const model = unique(title.length > 48 ? 'Model' : title)
  const { classes, childOf } = writeClasses(typed.nodes, keepsNames, unique)

  const inputs = Object.entries(typed.inputs).map(([name, type]) => ({ name, type }))
  const written = writeBody(
    {
      nodes: typed.nodes,
      inputs,
      outputs: typed.outputs.map(({ source }) => source),
      inputSymbols: inputs.map(() => undefined),
      isModel: true,
      keepsNames,
    },
    childOf,
  )
  const parameters = new Map<string, number>()
  const kept = new Set<string>()
  const write =
    (isForward: boolean) =>
    (hole: Hole): string => {
      const { symbol, option, value } = hole
      if (symbol !== undefined && typed.params[symbol] === value) {
        parameters.set(symbol, value)
        // The forward pass sees only what the constructor kept.
        if (isForward) kept.add(symbol)
        return `${option?.text ?? ''}${isForward ? `self.${keptAs(symbol, written.init)}` : variable(symbol)}`
      }
      return option?.unless === value ? '' : `${option?.text ?? ''}${number(value)}`
    }
  const modules = fill(written.init, write(false))
  const forward = fill(written.forward, write(true))
  const init = [
    ...[...kept].map((name) => `self.${keptAs(name, written.init)} = ${variable(name)}`),
    ...modules,
  ]
  const typedParameters = [...parameters].map(
    ([name, value]) => `${variable(name)}: ${Number.isInteger(value) ? 'int' : 'float'} = ${number(value)}`,
  )
  const results = typed.outputs.length
  const result =
    results === 1 ? 'Tensor' : `tuple[${Array.from({ length: results }, () => 'Tensor').join(', ')}]`
  const shape = (sizes: readonly number[]) =>
    `(${['batch', ...sizes].join(', ')}${sizes.length === 0 ? ',' : ''})`
  const modelText = [
    `class ${model}(nn.Module):`,
    `    """${docText(typed.name)}.`,
    '',
    ...inputs.map(
      ({ name, type }) =>
        `    ${variable(name)}: ${shape(type.shape)}${type.dtype === 'float' ? '' : `, ${type.dtype === 'int' ? 'whole numbers' : 'truths'}`}`,
    ),
    `    Returns ${typed.outputs.map(({ name, type }) => (results === 1 ? shape(type.shape) : `${docText(name)} ${shape(type.shape)}`)).join(', ')}.`,
    '    """',
    '',
    ...constructorText(typedParameters, init, false),
    '',
    ...wrapped(
      `    def forward(self, ${inputs.map(({ name }) => `${variable(name)}: Tensor`).join(', ')}) -> ${result}:`,
    ),
    ...indented(withoutLastStep(forward)),
  ].join('\n')

  const parts = inOrder([...classes.flatMap(({ parts }) => parts), ...written.parts])
  const sections = [
    header(docText(typed.name), parts, `${classes.map(({ text }) => text).join('\n')}\n${modelText}`),
    ...parts.map(({ text }) => text.trimEnd()),
    ...classes.map(({ text }) => text),
    modelText,
    `def build_model() -> ${model}:\n    """The model with the sizes of the design."""\n    return ${model}()`,
  ]
  return `${sections.join('\n\n\n')}\n`
}

const hasLora = ({ lora, children }: TypedNode): boolean => lora !== undefined || children.some(hasLora)

function header(title: string, parts: readonly PythonPart[], text: string): string {
  const uses = (name: 'math' | 'NamedTuple') => parts.some(({ imports }) => imports?.includes(name))
  const body = `${parts.map((part) => part.text).join('\n')}\n${text}`
  return [
    `"""${title}, generated from its model spec.\n\nTensors have a batch axis in front; maps inside have channels before positions, as PyTorch wants them.\n"""`,
    '',
    ...(uses('math') ? ['import math'] : []),
    ...(uses('NamedTuple') ? ['from typing import NamedTuple'] : []),
    ...(uses('math') || uses('NamedTuple') ? [''] : []),
    ...(/(?<![.\w])torch\./.test(body) ? ['import torch'] : []),
    'from torch import Tensor, nn',
  ].join('\n')
}
