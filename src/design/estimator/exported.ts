/**
 * An estimator on a microcontroller: no library runs there. What was fitted is written out as C arrays in single
 * precision and read by a few lines of C, so nothing is called, and whole numbers and products take the chip's time.
 */
import { counted, grouped, plain } from '../brief/facts.js'
import { exact, type Figure } from '../estimate/figure.js'
import { cpuCore, type Device, deviceById } from '../estimate/hardware.js'
import { cpuUtilisation } from '../estimate/margins.js'
import type { Estimator } from './estimator.js'
import { bytesPerFloat, callMs, callTerm } from './machine.js'
import type { EstimatorFigures, Workload } from './workload.js'

/** Kinds whose stored numbers are nodes: a threshold or a value of 4 bytes, its column and a child of 2 each. */
const treeKinds: ReadonlySet<Estimator['kind']> = new Set([
  'gradient_boosted_trees',
  'random_forest',
  'isolation_forest',
])
const bytesPerNode = 8
const source = 'emlearn (Nordby, 2019) and m2cgen: fitted models as C arrays'

/**
 * @param figures as the library serves it from server cores
 * @param chip that runs it; its fp32 peak and bandwidth must be known
 */
export function exported(
  estimator: Estimator,
  load: Workload,
  figures: EstimatorFigures,
  chip: Device,
): EstimatorFigures {
  return { ...figures, ...memoryOf(estimator, load, figures), latency: latencyOf(figures, chip) }
}

function memoryOf(
  estimator: Estimator,
  load: Workload,
  { params, weightMemory, servingMemory }: EstimatorFigures,
): Pick<EstimatorFigures, 'weightMemory' | 'servingMemory'> {
  // Own code counts its numbers in single precision already.
  if (estimator.kind === 'policy_rule') return { weightMemory, servingMemory }
  const isTree = treeKinds.has(estimator.kind)
  const each = isTree ? bytesPerNode : bytesPerFloat
  const weights = `${counted(params.value, isTree ? 'node' : 'number')} x ${each} bytes`
  const row = `${counted(load.rowsPerRequest, 'row')} x ${counted(load.features, 'column')} x ${bytesPerFloat} bytes`
  const input = load.rowsPerRequest * load.features * bytesPerFloat
  return {
    weightMemory: exact(params.value * each, 'bytes', weights, source),
    servingMemory: exact(params.value * each + input, 'bytes', `${weights} + ${row}`, source),
  }
}

/**
 * The longer of what a server core takes, as many times as its memory is faster, and of the products at the chip's own
 * rate. The call into a library is not there.
 */
function latencyOf({ latency, flops, call }: EstimatorFigures, chip: Device): Figure {
  const core = deviceById(cpuCore)
  const peak = chip.peak.fp32
  if (!core?.bandwidth || !chip.bandwidth || !peak)
    throw new TypeError(`Expected a bandwidth and an fp32 peak of ${chip.name}. Received: none`)
  const { milliseconds, term } = call ?? { milliseconds: callMs, term: callTerm }
  const factor = core.bandwidth / chip.bandwidth
  const at = (served: number, called: number, share: number) =>
    Math.max((served - called) * factor, (flops.value / (peak * share)) * 1000)
  const work = latency.formula.replace(`${term} + `, '')
  return {
    ...latency,
    value: at(latency.value, milliseconds.typical, cpuUtilisation.typical),
    low: at(latency.low, milliseconds.low, cpuUtilisation.high),
    high: at(latency.high, milliseconds.high, cpuUtilisation.low),
    formula: `the longer of (${work}) x ${plain(core.bandwidth / 1e9)} / ${plain(chip.bandwidth / 1e9)} GB/s, a server core's memory against that of ${chip.name}, and of ${grouped(flops.value)} FLOPs at ${plain(cpuUtilisation.typical)} of ${plain(peak / 1e6)} MFLOP/s; nothing is called`,
    source: `${latency.source}; ${chip.source}; ${cpuUtilisation.source}`,
  }
}
