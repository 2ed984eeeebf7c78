/** What `ml-architect check` prints for a person: layers, totals, where memory goes, and how fast it is. */
import { type Figure, isKnown, type Unknown } from '../design/estimate/figure.js'
import type { DeviceReport, Report } from '../design/estimate/report.js'
import { countAll } from '../design/estimate/totals.js'
import { inferSpec } from '../design/spec/infer.js'
import type { SpecIssue } from '../design/spec/issue.js'
import { frameworks } from '../design/spec/spec.js'
import type { TypedSpec } from '../design/spec/typed.js'
import {
  formatBytes,
  formatCount,
  formatFigure,
  formatRange,
  formatScaled,
  formatShape,
} from '../messages/format.js'
import type { Checked } from './check-output.js'
import { layerTable } from './layer-table.js'
import { wrap } from './table.js'

type Done = Extract<Checked, { ok: true }>

/** Narrower than this nothing is legible, and lines are left to the terminal. */
const leastWidth = 40
/** Prose is hard to read in longer lines. */
const proseWidth = 100

/** @param width of the terminal */
export function checkText({ output, typed, report }: Done, width: number): string {
  const columns = Math.max(leastWidth, width)
  const sections = [
    heading(output.name, `${titles[typed.framework]}${sizeWords(typed)}, batch ${formatCount(output.batch)}`),
    layerTable(typed, output.batch, columns),
    pairs('Totals', totals(typed, report, output.batch), columns),
    pairs(
      `Memory of training (${output.optimizer}, ${report.trainingPrecision}, micro-batch ${formatCount(output.batch)}, one device)`,
      trainingParts(report),
      columns,
    ),
    ...(report.onDevice ? [onDevice(report.onDevice, output.batch, columns)] : []),
    ...warned(output.warnings, columns),
    wrap(`Not counted: ${report.notCounted.join('; ')}.`, Math.min(columns, proseWidth)),
  ]
  return sections.map((lines) => lines.join('\n')).join('\n\n')
}

/** One line for each issue: where, and what to do. */
export function issuesText(errors: readonly { readonly path: string; readonly message: string }[]): string {
  return errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('\n')
}

const titles = { pytorch: 'PyTorch', keras: 'Keras', flax: 'Flax' } as const

const sizeWords = ({ sizes }: TypedSpec) =>
  Object.entries(sizes)
    .map(([name, size]) => `, ${name} ${formatCount(size)}`)
    .join('')

const heading = (title: string, words: string): string[] => [`${title} (${words})`]

type Pair = readonly [name: string, value: string, remark?: string]

/** A title, and under it names with values. */
function pairs(title: string, all: readonly Pair[], width: number): string[] {
  const widest = Math.max(...all.map(([name]) => name.length))
  return [
    title,
    ...all.flatMap(([name, value, remark]) => {
      const begin = `  ${name.padEnd(widest)}  `
      const indent = ' '.repeat(begin.length)
      const [first = '', ...rest] = wrap(
        remark === undefined ? value : `${value}, ${remark}`,
        Math.max(20, Math.min(width, proseWidth) - begin.length),
      )
      return [`${begin}${first}`, ...rest.map((line) => `${indent}${line}`)]
    }),
  ]
}

function totals(typed: TypedSpec, { params, flops, memory, precision }: Report, batch: number): Pair[] {
  const { total, trainable, active, buffers } = params
  return [
    ['parameters', formatFigure(total)],
    ...(trainable.value === total.value ? [] : [['trainable', formatFigure(trainable)] as const]),
    ...(active.value < total.value
      ? [['active', formatFigure(active), 'used for one position'] as const]
      : []),
    ...(buffers.value > 0 ? [['buffers', formatFigure(buffers), 'stored, not trained'] as const] : []),
    ...otherFrameworks(typed),
    [
      'forward pass',
      formatScaled(flops.value, 'FLOPs'),
      batch === 1 ? 'one sample' : `${formatCount(batch)} samples`,
    ],
    ['weights file', `${formatBytes(memory.weights.value)} in ${precision}`],
    ['serving memory', formatRange(memory.serving)],
    ...typed.outputs.map(
      ({ name, type }) => [name === 'output' ? name : `output ${name}`, formatShape(type.shape)] as const,
    ),
  ]
}

/** What another framework counts otherwise, in a line for each that does. */
function otherFrameworks(typed: TypedSpec): Pair[] {
  const own = countAll(typed)
  return frameworks.flatMap((framework): Pair[] => {
    if (framework === typed.framework) return []
    const inferred = inferSpec(typed.spec, { framework, sizes: typed.sizes })
    if (!inferred.ok) return [[`in ${titles[framework]}`, 'not possible', inferred.issues[0]?.message ?? '']]
    const { params, buffers } = countAll(inferred.typed)
    if (params === own.params && buffers === own.buffers) return []
    const rest = buffers === own.buffers ? '' : `, ${formatCount(buffers)} buffers`
    return [[`in ${titles[framework]}`, `${formatCount(params)} parameters${rest}`]]
  })
}

function trainingParts({ memory, trainingParts: training }: Report): Pair[] {
  const rows: Pair[] = [
    ['weights', formatBytes(training.weights)],
    ['gradients', formatBytes(training.gradients)],
    ['optimizer', formatBytes(training.optimizer)],
    ['activations', formatRange(memory.activations), 'kept for the backward pass'],
    ['temporary', formatBytes(training.temporary), 'logits, loss, what flows through a layer'],
    ['lost by the allocator', formatBytes(training.fragmentation)],
    ...(training.context > 0 ? [["device's context", formatBytes(training.context)] as const] : []),
    ['together', formatRange(memory.training)],
  ]
  return rows
}

function onDevice(report: DeviceReport, batch: number, width: number): string[] {
  const { device, count, plan } = report
  const times = count === 1 ? '' : `${formatCount(count)} x `
  const said = (figure: Figure | Unknown | undefined) =>
    figure === undefined ? 'unknown' : isKnown(figure) ? formatRange(figure) : `unknown: ${figure.unknown}`
  const rows: Pair[] = [
    [
      'latency',
      said(report.latency),
      `compiled, ${batch === 1 ? 'one sample' : `${formatCount(batch)} samples`}`,
    ],
    ['kernel by kernel', said(report.eagerLatency), 'eager'],
    ['throughput', said(report.throughput)],
    ...planRows(plan),
    ...(report.trainingThroughput ? [['training', said(report.trainingThroughput)] as const] : []),
  ]
  return pairs(`On ${times}${device.name}`, rows, width)
}

function planRows(plan: DeviceReport['plan']): Pair[] {
  if (!isKnown(plan)) return [['training', `unknown: ${plan.unknown}`]]
  if (!plan.fits) return [['training', `does not fit. ${[...plan.reasons, ...plan.waysOut].join(' ')}`]]
  const { strategy, devices, microBatch, gradientAccumulation } = plan
  const words = devices === 1 ? 'one device' : `${devices} devices, ${strategy}`
  return [
    [
      'training plan',
      `${words}, micro-batch ${formatCount(microBatch)}, accumulation ${formatCount(gradientAccumulation)}`,
    ],
    ['memory of it', formatRange(plan.memory.total), 'for each device'],
  ]
}

function warned(warnings: readonly SpecIssue[] | Done['output']['warnings'], width: number): string[][] {
  if (warnings.length === 0) return []
  return [
    [
      'Sizes that cannot change freely',
      ...warnings.flatMap(({ path, message }) => {
        const lines = wrap(`${path}: ${message}`, Math.min(width, proseWidth) - 2)
        return lines.map((line, i) => (i === 0 ? `  ${line}` : `    ${line}`))
      }),
    ],
  ]
}
