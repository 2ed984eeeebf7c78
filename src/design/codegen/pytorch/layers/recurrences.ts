/** Layers that go from step to step. */
import { code } from '../code.js'
import type { Emit, Use } from '../emit.js'
import { cell, recurrent } from '../python/recurrent.js'
import { selectiveScan } from '../python/selective-scan.js'

const sequence = (kind: 'LSTM' | 'GRU' | 'RNN'): Emit => ({
  module(use) {
    const { bidirectional, bias, layers, projection, activation } = use.fields
    const more = [
      use.option('layers', 1, 'num_layers'),
      ...(projection === undefined ? [] : [code`, proj_size=${use.field('projection')}`]),
      ...(bias === false ? [code`, bias=False`] : []),
      // Between layers only: with one there is nothing to drop.
      ...(Number(layers) > 1 ? [use.option('dropout', 0)] : []),
      ...(bidirectional === true ? [code`, bidirectional=True`] : []),
      ...(kind === 'RNN' && activation === 'relu' ? [code`, nonlinearity="relu"`] : []),
    ].flat()
    return code`Recurrent(nn.${kind}(${use.features}, ${use.field('units')}${more}, batch_first=True))`
  },
  call: ({ module, args: [x = []], portArgs: { state } }) =>
    state ? code`${module}(${x}, ${state})` : code`${module}(${x})`,
  access(node, output) {
    const port = node.outputs[output]?.port ?? ''
    return `.${port === '' ? (node.fields.output === 'last' ? 'last' : 'sequence') : port}`
  },
  parts: () => [recurrent],
})

const oneStep = (kind: 'LSTM' | 'GRU' | 'RNN'): Emit => ({
  module: (use: Use) =>
    code`Cell(nn.${kind}Cell(${use.features}, ${use.field('units')}${use.fields.bias === false ? ', bias=False' : ''}))`,
  access: (_, output) => `[${output}]`,
  parts: () => [cell],
})

export const recurrences: Readonly<Record<string, Emit>> = {
  lstm: sequence('LSTM'),
  gru: sequence('GRU'),
  rnn: sequence('RNN'),
  lstm_cell: oneStep('LSTM'),
  gru_cell: oneStep('GRU'),
  rnn_cell: oneStep('RNN'),
  selective_scan: {
    module: (use) => code`SelectiveScan(${use.features}, ${use.field('state')})`,
    parts: () => [selectiveScan],
    size: 'same',
  },
}
