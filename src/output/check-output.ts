/** A spec and options to what `ml-architect check` says of it: the data of `--json`, and what it was made from. */

import { precisions } from '../design/estimate/device.js'
import { type Figure, isKnown, type Unknown } from '../design/estimate/figure.js'
import { type FoundDevice, findDevice } from '../design/estimate/hardware.js'
import { type Report, report } from '../design/estimate/report.js'
import { optimizers } from '../design/estimate/states.js'
import { sizeWarnings } from '../design/spec/accident.js'
import { inferSpec } from '../design/spec/infer.js'
import { type SpecIssue, written } from '../design/spec/issue.js'
import { layerRows } from '../design/spec/layer-rows.js'
import { frameworks, type ModelSpec } from '../design/spec/spec.js'
import type { TypedSpec } from '../design/spec/typed.js'
import { BadInput } from '../errors.js'
import type { CheckOutput } from './check-json.js'

/** Options as they stand on the command line. */
export interface CheckRequest {
  readonly framework?: string
  /** `name=N` each. */
  readonly size?: readonly string[]
  readonly batch?: string
  readonly hardware?: string
  readonly optimizer?: string
  readonly precision?: string
}

export type Checked =
  | {
      readonly ok: true
      readonly output: CheckOutput
      readonly typed: TypedSpec
      readonly report: Report
    }
  | { readonly ok: false; readonly errors: readonly SpecIssue[] }

/** Throws BadInput for an option that means nothing. */
export function check(spec: ModelSpec, request: CheckRequest = {}): Checked {
  const framework = oneOf('--framework', frameworks, request.framework)
  const sizes = Object.fromEntries((request.size ?? []).map(sizeOf))
  const batch = request.batch === undefined ? 1 : positive('--batch', request.batch)
  const optimizer = oneOf('--optimizer', optimizers, request.optimizer)
  const precision = oneOf('--precision', precisions, request.precision)
  const hardware = request.hardware === undefined ? undefined : deviceOf(request.hardware)

  const options = { sizes, ...(framework && { framework }) }
  const inferred = inferSpec(spec, options)
  if (!inferred.ok) return { ok: false, errors: inferred.issues }
  const { typed } = inferred
  const figures = report(typed, {
    batch,
    ...(hardware && { hardware }),
    ...(optimizer && { optimizer }),
    ...(precision && { precision }),
  })
  const { accidents, fixed } = sizeWarnings(spec, options)
  const output = outputOf(typed, figures, batch, [...accidents, ...fixed])
  return { ok: true, output, typed, report: figures }
}

function outputOf(
  typed: TypedSpec,
  { params, flops, memory, onDevice, ...report }: Report,
  batch: number,
  warnings: readonly SpecIssue[],
): CheckOutput {
  const { latency, throughput, trainingThroughput } = onDevice ?? {}
  const asked = { latency, throughput, trainingThroughput }
  const active = params.active.value
  return {
    name: typed.name,
    framework: typed.framework,
    sizes: { ...typed.sizes },
    batch,
    params: params.total.value,
    trainableParams: params.trainable.value,
    ...(active < params.total.value && { activeParams: active }),
    bufferElements: params.buffers.value,
    flops: flops.value,
    outputs: typed.outputs.map(({ name, type }) => ({ name, shape: [...type.shape] })),
    precision: report.precision,
    trainingPrecision: report.trainingPrecision,
    optimizer: report.optimizer,
    memory,
    ...(onDevice && { device: { name: onDevice.device.name, count: onDevice.count } }),
    ...known(asked),
    unknown: reasons(asked),
    layers: layerRows(typed).map((row) => ({
      ...row,
      outputShape: [...row.outputShape],
      flops: batch * row.flops,
    })),
    warnings: [...warnings],
    notCounted: [...report.notCounted],
  }
}

type Asked<K extends string> = Readonly<Record<K, Figure | Unknown | undefined>>

function known<K extends string>(figures: Asked<K>): Partial<Record<K, Figure>> {
  const found: Partial<Record<K, Figure>> = {}
  for (const name in figures) {
    const figure: Figure | Unknown | undefined = figures[name]
    if (figure !== undefined && isKnown<Figure>(figure)) found[name] = figure
  }
  return found
}

function reasons(figures: Asked<string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, figure]) =>
      figure === undefined || isKnown(figure) ? [] : [[name, figure.unknown]],
    ),
  )
}

function oneOf<const T extends string>(
  option: string,
  known: readonly T[],
  value: string | undefined,
): T | undefined {
  if (value === undefined) return undefined
  const found = known.find((name) => name === value.toLowerCase())
  if (found === undefined)
    throw new BadInput(`${option} is one of ${known.join(', ')}. Received: ${written(value)}.`)
  return found
}

function positive(option: string, text: string): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : 0
  if (value < 1) throw new BadInput(`${option} is a whole number above 0. Received: ${written(text)}.`)
  return value
}

function sizeOf(option: string): readonly [string, number] {
  const [name = '', value = '', ...more] = option.split('=')
  if (name === '' || value === '' || more.length > 0)
    throw new BadInput(`--size is name=N, for example --size steps=512. Received: ${written(option)}.`)
  return [name, positive(`--size ${name}`, value)]
}

function deviceOf(words: string): FoundDevice {
  const found = findDevice(words)
  if (!found)
    throw new BadInput(
      `--hardware ${written(words)} is no device that is known. Name one as people do, such as "T4", "2x A100 80GB", "H100", "RTX 4090", "M2 Max" or "8 vCPU".`,
    )
  return found
}
