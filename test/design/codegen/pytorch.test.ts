/**
 * What generated PyTorch looks like; that it runs and counts the same is `npm run test:frameworks`. The files in
 * golden/ are reviewed like code: `npx vitest run test/design/codegen -u` writes them anew.
 */
import { describe, expect, it } from 'vitest'
import { emits } from '../../../src/design/codegen/pytorch/layers/index.js'
import { pytorchModel } from '../../../src/design/codegen/pytorch/model.js'
import { layers } from '../../../src/design/spec/layers/index.js'
import { specNames, typedFile } from '../../support/spec-files.js'
import { type Sketch, tensor, typedOf } from '../../support/specs.js'

const model = (sketch: Sketch) => pytorchModel(typedOf(sketch))
const classes = (text: string) => [...text.matchAll(/^class (\w+)/gm)].map(([, name]) => name)

describe('generated PyTorch', () => {
  it('knows every layer, and no other', () => {
    expect([...emits.keys()].sort()).toEqual([...layers.keys()].sort())
  })

  it.each(['resnet50', 'gpt2', 't5-small', 'unet_1ch_2cls', 'lstm_forecaster_168_24'])(
    'of %s reads as kept',
    async (name) => {
      await expect(pytorchModel(typedFile(name))).toMatchFileSnapshot(`golden/${name}.py`)
    },
  )

  it('has one class for each block and structure', () => {
    expect(classes(pytorchModel(typedFile('resnet50')))).toEqual([
      'ConvNorm',
      'PlainConvNorm',
      'ProjectedBottleneck',
      'Bottleneck',
      'Resnet50',
    ])
  })

  it('does not unroll: more layers are no more lines', () => {
    const gpt = (repeat: number) =>
      model({
        inputs: { ids: { kind: 'tokens', vocab: 50, steps: 8 } },
        nodes: [
          { kind: 'embedding', dim: 8 },
          { kind: 'transformer_block', heads: 2, hidden: 16, repeat },
        ],
      })
    expect(gpt(96).split('\n')).toHaveLength(gpt(2).split('\n').length)
  })

  it('says a slope that is not the default, in a chain and in a call', () => {
    const text = model({
      inputs: tensor(4),
      nodes: [
        { kind: 'leaky_relu', slope: 0.2, name: 'bent' },
        { kind: 'leaky_relu', name: 'usual' },
        { kind: 'add', with: 'bent' },
      ],
    })
    expect(text).toContain('nn.functional.leaky_relu(x, 0.2)')
    expect(text).toContain('nn.functional.leaky_relu(bent)')
    const nodes = [
      { kind: 'conv1d', channels: 4, kernel: 3 },
      { kind: 'batch_norm' },
      { kind: 'leaky_relu', slope: 0.2 },
    ]
    const blocks = { bent: { nodes } }
    const chained = model({ inputs: tensor(16, 4), blocks, nodes: [{ kind: 'bent', repeat: 2 }] })
    expect(chained).toContain('nn.LeakyReLU(0.2)')
  })

  it('names a number after the parameter it comes from, not after one that happens to be equal', () => {
    const text = model({
      inputs: tensor(9, 4),
      blocks: {
        stage: {
          params: { heads: 3, kernel: 3, width: 6 },
          nodes: [
            { kind: 'conv1d', channels: '$width', kernel: '$kernel', padding: 'same' },
            { kind: 'attention', heads: '$heads' },
          ],
        },
      },
      nodes: [
        { kind: 'stage', name: 'near' },
        { kind: 'stage', name: 'far', kernel: 5 },
      ],
    })
    expect(text).toContain('def __init__(self, features: int, heads: int, kernel: int, width: int')
    expect(text).toContain('nn.Conv1d(features, width, kernel, ')
    expect(text).toContain('Attention(width, heads, width // heads)')
    expect(text).toContain('self.far = Stage(6, heads=3, kernel=5, width=6, padding=2)')
  })

  it('takes the parameters of the spec as arguments of the model', () => {
    const text = model({
      inputs: tensor(9, 4),
      params: { dim: 6, depth: 3 },
      nodes: [
        { kind: 'linear', units: '$dim' },
        { kind: 'mlp', hidden: [5], units: '$dim', repeat: '$depth' },
      ],
    })
    expect(text).toContain('def __init__(self, dim: int = 6, depth: int = 3) -> None:')
    expect(text).toContain('for _ in range(depth)]')
  })

  it('keeps names clear of Python, PyTorch and itself', () => {
    const text = model({
      name: '3 Attention / 注意',
      inputs: { torch: { kind: 'series', steps: 4, features: 6 } },
      blocks: {
        attention_2: { nodes: ['relu'] },
        sequential: { inputs: ['nn', 'constructor'], nodes: [{ kind: 'add', from: ['nn', 'constructor'] }] },
      },
      nodes: [
        { name: 'train', kind: 'linear', units: 6 },
        { name: 'forward', kind: 'attention', heads: 2 },
        { name: 'len', kind: 'attention_2' },
        { name: 'to', kind: 'sequential', from: ['train', 'len'] },
      ],
    })
    expect(text).toContain('self.train_ = nn.Linear')
    expect(text).toContain('self.forward_ = Attention')
    expect(text).toContain('def forward(self, torch_: Tensor)')
    expect(text).toContain('def forward(self, nn_: Tensor, constructor: Tensor)')
  })

  it('hides no function of its own behind a variable', () => {
    const text = model({
      inputs: tensor(9, 4),
      nodes: [
        { name: 'moving_average', kind: 'moving_average', window: 3 },
        { kind: 'relu' },
        { kind: 'add', with: 'moving_average' },
      ],
    })
    expect(text).toContain('moving_average_ = moving_average(x, 3)')
  })

  it('writes lines that a screen holds', () => {
    const long = specNames.flatMap((name) =>
      pytorchModel(typedFile(name))
        .split('\n')
        .filter((line) => line.length > 120),
    )
    expect(long).toEqual([])
  })

  it('is the same for the same spec', () => {
    for (const name of ['dlrm_criteo_kaggle_d16', 'efficientnet_b0', 'sac_halfcheetah'])
      expect(pytorchModel(typedFile(name))).toBe(pytorchModel(typedFile(name)))
  })
})
