/** The measuring itself: what is wrong with a model is seen and told, and models that are right are left alone. */
import { describe, expect, it } from 'vitest'
import { tensor, typedOf } from '../support/specs.js'
import { expectAgreement } from './agreement.js'
import { type Model, startPython } from './python.js'

const python = startPython()

const typed = typedOf({
  inputs: tensor(6, 4),
  nodes: [
    { kind: 'linear', units: 8 },
    { kind: 'linear', units: 3, bias: false, frozen: true },
  ],
})

interface Parts {
  readonly imports?: string
  readonly first?: string
  readonly freeze?: string
  readonly forward?: string
  readonly after?: string
}

/** A model for that spec by hand, some of it replaced. */
function model({
  imports = 'from torch import Tensor, nn',
  first = 'nn.Linear(4, 8)',
  freeze = 'self.second.requires_grad_(False)',
  forward = 'return self.second(self.first(x))',
  after = '',
}: Parts = {}): Model {
  const code = [
    '"""A model."""',
    imports,
    'class Model(nn.Module):',
    '    def __init__(self) -> None:',
    '        super().__init__()',
    `        self.first = ${first}`,
    '        self.second = nn.Linear(8, 3, bias=False)',
    `        ${freeze}`,
    '    def forward(self, x: Tensor) -> Tensor:',
    `        ${forward}`,
    after,
    'def build_model() -> nn.Module:',
    '    return Model()',
  ].join('\n')
  return { code, inputs: typed.inputs }
}

describe('a model that is right', () => {
  it.each(['meta', 'cpu'] as const)('agrees on %s', async (device) => {
    await expectAgreement(python, typed, device, model())
  })

  it('may print what it likes', async () => {
    const forward = 'print("\\n{}"); return self.second(self.first(x))'
    await expectAgreement(python, typed, 'cpu', model({ forward }))
  })
})

describe('a model that is wrong', () => {
  it.each<[string, Parts, RegExp]>([
    [
      'has a bias too few',
      { first: 'nn.Linear(4, 8, bias=False)' },
      /parameters: expected 64\. Received: 56\./,
    ],
    ['learns all', { freeze: 'pass' }, /trainable parameters: expected 40\. Received: 64\./],
    [
      'hands on another shape',
      { forward: 'return self.second(self.first(x)).mean(1)' },
      /shapes for 2 samples/,
    ],
    ['forgets the batch', { forward: 'return self.second(self.first(x))[0]' }, /shapes for 1 sample/],
    ['works twice', { forward: 'self.first(x); return self.second(self.first(x))' }, /FLOPs: expected 672/],
    [
      'mixes the samples',
      { forward: 'return self.second(self.first(x - x.mean(0)))' },
      /depends on the one beside it/,
    ],
    ['raises', { forward: 'raise ValueError("no " + str(x.dim()))' }, /ValueError: no 3\n {2}line 10/],
    ['is no Python', { imports: 'import (' }, /SyntaxError/],
    [
      'imports more',
      { imports: 'import math\nfrom torch import Tensor, nn' },
      /math is imported and not used/,
    ],
    ['reads what is not there', { forward: 'return self.second(self.first(z))' }, /z is not defined/],
    [
      'keeps what nothing reads',
      { forward: 'y = 1; return self.second(self.first(x))' },
      /y is assigned and not read/,
    ],
    ['says things twice', { after: 'class Model(nn.Module): pass' }, /Model is defined twice/],
  ])('that %s', async (_, parts, message) => {
    await expect(expectAgreement(python, typed, 'cpu', model(parts))).rejects.toThrow(message)
    // The next one is none the worse for it.
    await expectAgreement(python, typed, 'cpu', model())
  })

  it('plants something and is seen', async () => {
    const planting = model({
      imports: 'import os\nfrom torch import Tensor, nn\nos.environ["PLANTED"] = "1"',
    })
    const answer = await python.ask({ ...planting, device: 'meta', measure: ['source'] })
    expect(answer.planted).toBe(true)
  })
})

describe('what is kept for backward', () => {
  it('is every storage once, without weights', async () => {
    const answer = await python.ask({ ...model(), device: 'meta', measure: ['saved'], batch: 3 })
    // The first linear keeps x; the second is frozen and needs its input no more.
    expect(answer.saved).toBe(3 * 6 * 4 * 4)
  })

  it('has dropout masks as floats', async () => {
    const dropping = model({ first: 'nn.Sequential(nn.Linear(4, 8), nn.Dropout(0.5))' })
    const answer = await python.ask({ ...dropping, device: 'cpu', measure: ['saved'] })
    expect(answer.saved).toBe(6 * 4 * 4 + 6 * 8 * 4)
  })
})
