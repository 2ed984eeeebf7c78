/** The text of a class: docstring with shapes, constructor, forward pass. */
import { featuresOf } from '../../spec/shape.js'
import type { classArguments } from './arguments.js'
import { type Code, code, fill, type Hole, holes, joined, number } from './code.js'
import type { Layout } from './emit.js'
import type { Instance } from './instance.js'
import { docText, variable } from './names.js'
import { wrapped } from './wrap.js'

export function classText(
  name: string,
  { node, lines }: Instance,
  isChain: boolean,
  { args, kept, write }: ReturnType<typeof classArguments>,
  instances: readonly Instance[],
): string {
  const body = fill([...lines.init, ...lines.forward], write)
  const init = [...kept, ...body.slice(0, lines.init.length)]
  const forward = body.slice(lines.init.length)
  const names = new Set(args.map((arg) => arg.name))
  const docs = instances.map((instance) => holes(instance.lines.doc))
  const doc = fill(lines.doc, (hole, n) => {
    if (hole.symbol !== undefined && names.has(hole.symbol)) return variable(hole.symbol)
    const values = docs.map((places) => places[n]?.value)
    return values.every((value) => value === hole.value) ? number(hole.value) : (hole.word ?? '')
  })
  const title = docText(node.description.split(/[\d,:;(]/)[0]?.trim() || node.kind)
  const typed = args.map(
    ({ name, values }) => `${variable(name)}: ${values.every(Number.isInteger) ? 'int' : 'float'}`,
  )
  const inputs = node.body?.inputs.map((input) => `${variable(input.name)}: Tensor`) ?? []
  const outputs = node.body?.outputs.length ?? 1
  const result =
    outputs === 1 ? 'Tensor' : `tuple[${Array.from({ length: outputs }, () => 'Tensor').join(', ')}]`
  return [
    `class ${name}(${isChain ? 'nn.Sequential' : 'nn.Module'}):`,
    `    """${title.charAt(0).toUpperCase()}${title.slice(1)}.`,
    '',
    ...doc.map((line, i) => `    ${line}${i === doc.length - 1 ? '.' : ''}`),
    '    """',
    '',
    ...constructorText(typed, init, isChain),
    ...(isChain
      ? []
      : [
          '',
          ...wrapped(`    def forward(self, ${inputs.join(', ')}) -> ${result}:`),
          ...indented(withoutLastStep(forward)),
        ]),
  ].join('\n')
}

/** The constructor; none where it would do nothing of its own. */
export function constructorText(
  typed: readonly string[],
  init: readonly string[],
  isChain: boolean,
): string[] {
  const signature = `    def __init__(self${typed.map((arg) => `, ${arg}`).join('')}) -> None:`
  if (isChain)
    return [
      ...wrapped(signature),
      '        super().__init__(',
      ...init.flatMap((line) => wrapped(`            ${line},`)),
      '        )',
    ]
  return [...wrapped(signature), '        super().__init__()', ...indented(init)]
}

/** Lines of a method's body, long ones broken. */
export const indented = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => wrapped(`        ${line}`))

/** `x = f(x)` and `return x` as one. */
export function withoutLastStep(lines: readonly string[]): readonly string[] {
  const [last = '', end = ''] = lines.slice(-2)
  const name = /^return (\w+)$/.exec(end)?.[1]
  return name !== undefined && last.startsWith(`${name} = `)
    ? [...lines.slice(0, -2), `return ${last.slice(name.length + 3)}`]
    : lines
}

const axisWords: readonly (readonly string[])[] = [[], [], ['steps'], ['height', 'width']]

/** `(batch, height, width, features)`, the features where the layout has them. */
export function shapeOf(shape: readonly number[], layout: Layout, symbol: string | undefined): Code {
  if (shape.length === 0) return ['(batch)']
  const words = axisWords[shape.length]
  const axes = shape
    .slice(0, -1)
    .map((value, i): Hole => ({ value, hint: '', word: words?.[i] ?? `axis ${i + 1}` }))
  const features: Hole = { value: featuresOf(shape), symbol, hint: '', word: 'features' }
  const ordered = axes.toSpliced(axes.length - layout, 0, features)
  return code`(batch, ${joined(
    ordered.map((axis) => code`${axis}`),
    ', ',
  )})`
}

export const shapeLine = (name: string, shape: readonly number[], layout: Layout, symbol: string): Code =>
  code`${variable(name)}: ${shapeOf(shape, layout, symbol)}`
