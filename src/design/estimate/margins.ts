/**
 * Every safety margin and every default for utilisation and overhead, in one place, each with its source. They are
 * assumptions: shown with the figures they enter, and the first thing to replace by a measurement.
 */

/** Low, typical and high fraction, or cost. */
export interface Band {
  readonly low: number
  readonly typical: number
  readonly high: number
  readonly source: string
}

const band = (low: number, typical: number, high: number, source: string): Band => ({
  low,
  typical,
  high,
  source,
})

const published = 'published training runs and vendor benchmarks'

/** Fraction of the dense peak that training reaches, by what most of the FLOPs are. */
export const trainingUtilisation = {
  largeTransformer: band(0.35, 0.45, 0.55, `${published} (dense models of over 1G parameters)`),
  transformer: band(0.15, 0.3, 0.45, `${published} (small Transformers on one GPU; nanoGPT 124M: 0.29)`),
  mixtureOfExperts: band(0.2, 0.3, 0.4, `${published} (mixtures of experts)`),
  convolution: band(0.1, 0.2, 0.3, `${published} (ResNet-50 with mixed precision on A100: 0.19)`),
  recurrent: band(0.05, 0.1, 0.25, `${published} (cuDNN recurrence)`),
  small: band(0.05, 0.1, 0.15, 'rule for small networks, which are bound by launches and data'),
} as const

/** Parameters from which a Transformer counts as large. */
export const largeTransformerParams = 1e9

/** Fraction of the peak in a forward pass that fills the device. */
export const servingUtilisation = band(0.4, 0.55, 0.7, 'published prefill throughput')

/** Fraction of the peak where the work is too small to fill an accelerator. */
export const smallServingUtilisation = band(0.05, 0.1, 0.15, 'rule for inference at batch 1')

/** A forward pass that would take less than this at the full peak is too small to fill the device. */
export const smallWorkSeconds = 1e-3

/** Fraction of the memory bandwidth: accelerators (decode: Llama-2-7B on A100 0.685), and CPUs. */
export const bandwidthUtilisation = band(
  0.5,
  0.7,
  0.85,
  'measured decode throughput (Llama-2-7B on A100: 0.685)',
)
export const cpuBandwidthUtilisation = band(0.3, 0.4, 0.5, 'rule for CPUs')

/** Fraction of a CPU core's peak in matrix products, and in the small products of one recurrent step. */
export const cpuUtilisation = band(0.4, 0.55, 0.7, 'data-sheet derivation for x86 cores: 40-70% in GEMM')
export const cpuRecurrentUtilisation = band(
  0.05,
  0.1,
  0.2,
  'data-sheet derivation for x86 cores: 5-20% in batch-1 steps',
)

/** Seconds to launch one kernel. */
export const launchOverhead = {
  gpuEager: band(50e-6, 65e-6, 80e-6, 'ResNet-50 at batch 1 on V100: 10.4 ms where compute needs 0.5'),
  gpuCompiled: band(5e-6, 7.5e-6, 10e-6, 'compiled with CUDA graphs'),
  gpuGraph: band(
    0.2e-6,
    1e-6,
    2e-6,
    'assumption: kernels of a captured graph follow each other without the host, several joined by a compiler',
  ),
  cpuEager: band(5e-6, 10e-6, 20e-6, 'assumption: operator dispatch of an eager framework on a CPU'),
  cpuCompiled: band(1e-6, 2e-6, 5e-6, 'assumption: an exported graph in an inference runtime'),
} as const

/** Seconds for one request's call to an accelerator: copies in and out, synchronisation. */
export const deviceCall = band(0.1e-3, 0.2e-3, 0.5e-3, 'rule: 0.1-0.5 ms for a GPU call')

/** 99th percentile over the mean: a warm server, and shared CPUs. */
export const percentileFactor = { accelerator: 2, cpu: 3, source: 'rule where nothing is measured' } as const

/** Bytes of recurrent weights that stay in a core's or GPU's cache between steps. */
export const cacheBytes = 1 << 20

/** Bytes a CUDA process takes before the first tensor. */
export const deviceContextBytes = band(0.5e9, 0.75e9, 1e9, 'rule: CUDA context 0.5-1 GB')

/** Share of activations and temporary tensors lost to fragmentation. */
export const fragmentation = band(0.05, 0.1, 0.15, 'rule: 5-15%')

/** How far derived activations may be from measured ones. */
export const activationError = 0.25

/** Share of a device's memory kept free. */
export const memoryMargin = 0.1

/** Speed-up per device with data parallelism in one node. */
export const dataParallelScaling = band(0.85, 0.9, 0.95, 'rule: DDP within a node')

/** Devices that share a fast link, where nobody says. */
export const devicesPerNode = 8

/** Bytes per second in one direction between devices of one node without a link of their own, and of two nodes. */
export const pcieLink = band(10e9, 20e9, 25e9, 'assumption: PCIe 4.0 x16 carries 32 GB/s, less its overhead')
export const networkLink = band(
  12.5e9,
  25e9,
  50e9,
  'assumption: 100-400 Gbit/s for each device of a training cluster; ordinary Ethernet is far slower',
)

/** Devices from which gathering weights for every micro-batch dominates. */
export const mostFsdpDevices = 64

/** Share of a device's memory that training is planned with; the high end must stay under all of it. */
export const plannedShare = 0.85

/** Share of the data sheet's power that a device draws in training; its host and the cooling are not counted. */
export const powerShare = band(
  0.6,
  0.85,
  1,
  'assumption: a device at work draws 60-100% of its data sheet power',
)

/** The bill over the pure compute: set-up, evaluation, restarts, storage. */
export const billFactor = band(1, 1.5, 2, 'real bills run 1.5-2x pure compute')

/** Below this many parameters a network trains in fp32: nothing is won by less. */
export const tinyParams = 1_000_000
