/**
 * Functions of one number at a time (softmax: of one vector). Input and output: the same shape; no weights, 0 FLOPs.
 * Each keeps what its derivative is computed from: PyTorch's derivatives.yaml.
 */
import { z } from 'zod'
import { axes, floats } from './check.js'
import { first, type Layer, layer, oneInput } from './layer.js'

const kept = {
  relu: 'output',
  relu6: 'input',
  gelu: 'input',
  gelu_tanh: 'input',
  silu: 'input',
  hard_swish: 'input',
  hard_sigmoid: 'input',
  tanh: 'output',
  sigmoid: 'output',
  elu: 'output',
  leaky_relu: 'input',
  softplus: 'input',
  exp: 'output',
  softmax: 'output',
  log_softmax: 'output',
} as const
export type Activation = keyof typeof kept

const titles: Partial<Record<Activation, string>> = {
  relu: 'ReLU',
  relu6: 'ReLU6',
  gelu: 'GELU',
  gelu_tanh: 'GELU (tanh form)',
  silu: 'SiLU',
  hard_swish: 'hard swish',
  hard_sigmoid: 'hard sigmoid',
  elu: 'ELU',
  leaky_relu: 'leaky ReLU',
  log_softmax: 'log softmax',
}

export const activationKinds = Object.keys(kept) as [Activation, ...Activation[]]

export const activations: readonly Layer[] = activationKinds.map((kind) =>
  layer({
    kind,
    // What is left of numbers below 0; PyTorch's default, as in all activations that blocks apply.
    schema: z.strictObject(kind === 'leaky_relu' ? { slope: z.number().min(0).max(1).default(0.01) } : {}),
    takes: oneInput,
    // Softmax is over the features of a vector; the others take numbers one at a time.
    infer: (_, given) =>
      (kind.endsWith('softmax') ? axes(given, 'features') : floats(given)) ?? { main: first(given) },
    keeps: () => (kept[kind] === 'input' ? { inputs: [0] } : { output: true }),
    describe: () => titles[kind] ?? kind,
  }),
)
