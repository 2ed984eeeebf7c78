/** How a spec is read: names, chains, blocks, repeats, sizes; and that every mistake is told once, with a way on. */
import { describe, expect, it } from 'vitest'
import { countAll, totalFlops } from '../../../src/design/estimate/totals.js'
import { layerRows } from '../../../src/design/spec/layer-rows.js'
import { issuesOf, type Sketch, tensor, typedOf } from '../../support/specs.js'

const series = { x: { kind: 'series', steps: 24, features: 8 } }
const shapeOf = (sketch: Sketch) => typedOf(sketch).outputs.map(({ type }) => type.shape)

describe('reading', () => {
  it('goes from node to node, by name, and by port', () => {
    const nodes = [
      { name: 'parts', kind: 'series_decomposition', window: 5 },
      { name: 'a', kind: 'linear', units: 4, from: 'parts.trend' },
      { name: 'b', kind: 'linear', units: 4, from: 'parts.1' },
      { kind: 'add', with: 'a' },
      'relu',
    ]
    expect(shapeOf({ inputs: series, nodes })).toEqual([[24, 4]])
  })

  it('gives each output by its reference', () => {
    const nodes = [
      { name: 'trunk', kind: 'mlp', hidden: [16] },
      { name: 'price', kind: 'linear', units: 1 },
      { name: 'returned', kind: 'linear', units: 2, from: 'trunk' },
    ]
    const typed = typedOf({
      inputs: { x: { kind: 'vector', features: 3 } },
      nodes,
      outputs: ['price', 'returned'],
    })
    expect(typed.outputs.map(({ name, type }) => [name, type.shape])).toEqual([
      ['price', [1]],
      ['returned', [2]],
    ])
  })

  it('binds named sizes, and again to other values', () => {
    const sketch = {
      sizes: { steps: 24 },
      inputs: { x: { kind: 'series', steps: 'steps', features: 8 } },
      nodes: [
        { kind: 'position_embedding', rows: '$steps' },
        { kind: 'attention', heads: 2 },
      ],
    }
    expect(shapeOf(sketch)).toEqual([[24, 8]])
    const longer = typedOf(sketch, { sizes: { steps: 48 } })
    expect(longer.outputs[0]?.type.shape).toEqual([48, 8])
    expect(countAll(longer).params - countAll(typedOf(sketch)).params).toBe(24 * 8)
  })

  it('fills parameters into blocks of the spec', () => {
    const sketch = {
      params: { wide: 32 },
      inputs: series,
      blocks: {
        narrowing: {
          params: { width: 4 },
          nodes: [
            { kind: 'linear', units: '$width' },
            'relu',
            { kind: 'linear', units: 8 },
            { kind: 'add', with: 'x' },
          ],
        },
      },
      nodes: [{ name: 'body', kind: 'narrowing', width: '$wide', repeat: 3 }],
    }
    const one = 32 * 8 + 32 + (8 * 32 + 8)
    expect(countAll(typedOf(sketch)).params).toBe(3 * one)
    expect(layerRows(typedOf(sketch)).map(({ path, times }) => [path, times])).toEqual([
      ['body[0..2].linear', 3],
      ['body[0..2].relu', 3],
      ['body[0..2].linear_2', 3],
      ['body[0..2].add', 3],
    ])
  })
})

describe('repeating', () => {
  const block = { kind: 'transformer_block', heads: 2, hidden: 16, dropout: 0.1 }
  const written = typedOf({ inputs: series, nodes: [block, block, block, block] })

  it('is the same as writing the nodes out', () => {
    const repeated = typedOf({ inputs: series, nodes: [{ ...block, repeat: 4 }] })
    expect(countAll(repeated)).toEqual(countAll(written))
    expect(totalFlops(repeated)).toBe(totalFlops(written))
    expect(repeated.saved).toEqual(written.saved)
    expect(repeated.peakElements).toBe(written.peakElements)
  })

  it('with shared weights works as often and stores once', () => {
    const shared = typedOf({ inputs: series, nodes: [{ ...block, repeat: 4, shared: true }] })
    expect(4 * countAll(shared).params).toBe(countAll(written).params)
    expect(totalFlops(shared)).toBe(totalFlops(written))
  })

  it('infers each repetition on its own: the first may have another width', () => {
    const typed = typedOf({ inputs: series, nodes: [{ name: 'deep', kind: 'linear', units: 16, repeat: 3 }] })
    expect(countAll(typed).params).toBe(8 * 16 + 16 + 2 * (16 * 16 + 16))
    expect(typed.nodes.map(({ path, times }) => [path, times])).toEqual([
      ['deep[0]', 1],
      ['deep[1..2]', 2],
    ])
  })

  it('gives each repetition its value, the last one stays', () => {
    const nodes = [{ name: 'down', kind: 'linear', each: { units: [16, 4] }, repeat: 4 }]
    const typed = typedOf({ inputs: series, nodes })
    expect(typed.outputs[0]?.type.shape).toEqual([24, 4])
    expect(countAll(typed).params).toBe(8 * 16 + 16 + (16 * 4 + 4) + 2 * (4 * 4 + 4))
  })

  it('hands on every output that the next one takes', () => {
    const sketch = {
      inputs: series,
      blocks: {
        step: {
          inputs: ['rest', 'sum'],
          nodes: [
            { name: 'made', kind: 'linear', units: 8, from: 'rest' },
            { name: 'left', kind: 'subtract', from: ['rest', 'made'] },
            { name: 'total', kind: 'add', from: ['sum', 'made'] },
          ],
          outputs: ['left', 'total'],
        },
      },
      nodes: [
        { name: 'start', kind: 'linear', units: 8 },
        { name: 'stack', kind: 'step', repeat: 3, from: ['x', 'start'] },
        { name: 'forecast', kind: 'relu', from: 'stack.total' },
      ],
      outputs: ['forecast', 'stack.left'],
    }
    expect(countAll(typedOf(sketch)).params).toBe(4 * (8 * 8 + 8))
    expect(shapeOf(sketch)).toEqual([
      [24, 8],
      [24, 8],
    ])
  })
})

describe('weights', () => {
  it('of a tied layer are counted with the table, its bias is its own', () => {
    const nodes = [
      { name: 'ids', kind: 'embedding', dim: 8 },
      { kind: 'linear', units: 50, tie: 'ids' },
    ]
    const typed = typedOf({ inputs: { x: { kind: 'tokens', vocab: 50, steps: 4 } }, nodes })
    expect(countAll(typed).params).toBe(50 * 8 + 50)
    expect(layerRows(typed).reduce((total, row) => total + row.params, 0)).toBe(50 * 8 + 50)
  })

  it('that are frozen count and do not learn, also inside', () => {
    const nodes = [
      { kind: 'mlp', hidden: [16, 16], frozen: true },
      { kind: 'linear', units: 1 },
    ]
    const count = countAll(typedOf({ inputs: tensor(8), nodes }))
    expect(count.trainable).toBe(16 + 1)
    expect(count.params).toBe(8 * 16 + 16 + 16 * 16 + 16 + 17)
  })

  it('of a module that is applied again are counted once, its work every time', () => {
    const inputs = { left: { kind: 'vector', features: 8 }, right: { kind: 'vector', features: 8 } }
    const nodes = [
      { name: 'left_vector', kind: 'mlp', hidden: [16], units: 4, from: 'left' },
      { name: 'right_vector', reuse: 'left_vector', from: 'right' },
      { kind: 'dot', with: 'left_vector' },
    ]
    const typed = typedOf({ inputs, nodes })
    expect(countAll(typed).params).toBe(8 * 16 + 16 + 16 * 4 + 4)
    expect(totalFlops(typed)).toBe(2 * 2 * (8 * 16 + 16 * 4))
    expect(layerRows(typed).reduce((total, row) => total + row.params, 0)).toBe(countAll(typed).params)
  })

  it.each<[string, unknown[], string]>([
    [
      'inputs of another size',
      [
        { name: 'a', kind: 'linear', units: 8 },
        { name: 'n', kind: 'linear', units: 3 },
        { name: 'b', reuse: 'a' },
      ],
      'b.reuse tie_misfit: its inputs need other weights than those of a.',
    ],
    [
      'fields of its own',
      [
        { name: 'a', kind: 'linear', units: 8 },
        { name: 'b', reuse: 'a', units: 3 },
      ],
      'b.units bad_value: a node that reuses another has only name, from and with. Leave units out.',
    ],
    ['no name', [{ name: 'a', kind: 'relu' }, { reuse: 'a' }], 'a node that reuses another needs a name.'],
    [
      'a node that is not there',
      [{ name: 'b', reuse: 'a' }],
      'b.reuse unknown_name: no node or input "a" here. Known: x.',
    ],
    [
      'a node that comes later',
      [
        { name: 'b', reuse: 'a' },
        { name: 'a', kind: 'relu' },
      ],
      'b.reuse comes_later',
    ],
  ])('cannot be used again with %s', (_, nodes, expected) => {
    const found = issuesOf({ inputs: series, nodes }).map(
      ({ path, code, message }) => `${path} ${code}: ${message}`,
    )
    expect(found.join('\n')).toContain(expected)
  })

  it('a node that is switched off passes its input on', () => {
    const nodes = [{ kind: 'linear', units: 3, when: false }, 'relu']
    expect(shapeOf({ inputs: tensor(8), nodes })).toEqual([[8]])
  })
})

describe('memory', () => {
  it('keeps nothing before the first weight that learns', () => {
    expect(
      typedOf({ inputs: tensor(9, 2), nodes: [{ kind: 'moving_average', window: 3 }, 'tanh'] }).saved
        .activations,
    ).toBe(0)
  })

  it('keeps a storage once, however many layers want it and through whatever view', () => {
    const nodes = [
      { name: 'a', kind: 'linear', units: 4 },
      { name: 'b', kind: 'linear', units: 4, from: 'x' },
      { name: 'seen', kind: 'reshape', shape: [32], from: 'x' },
      { name: 'c', kind: 'linear', units: 4 },
    ]
    const typed = typedOf({ inputs: tensor(4, 8), nodes, outputs: ['a', 'b', 'c'] })
    expect(typed.saved.activations).toBe(32)
  })

  it('is alive from writing to the last reading', () => {
    // x 10, first 40, second 20: the first two are alive together, then first and second; a dropout adds nothing.
    const nodes = [
      { kind: 'linear', units: 40 },
      { kind: 'dropout', rate: 0.1 },
      { kind: 'linear', units: 20 },
    ]
    expect(typedOf({ inputs: tensor(10), nodes }).peakElements).toBe(60)
    // A residual keeps x alive until it is added.
    const residual = [
      { kind: 'linear', units: 40 },
      { kind: 'linear', units: 10 },
      { kind: 'add', with: 'x' },
    ]
    expect(typedOf({ inputs: tensor(10), nodes: residual }).peakElements).toBe(10 + 40 + 10)
  })
})

describe('an issue', () => {
  const message = (sketch: Sketch) =>
    issuesOf(sketch).map(({ path, code, message }) => `${path} ${code}: ${message}`)

  it.each<[string, unknown[], string]>([
    [
      'a kind of another framework',
      [{ kind: 'dense' }],
      'dense unknown_kind: no layer or block "dense". Did you mean linear?',
    ],
    ['a kind misspelt', ['layernorm'], 'Did you mean layer_norm?'],
    [
      'a field of another framework',
      [{ kind: 'linear', units: 3, use_bias: false }],
      'linear.use_bias unknown_field: linear has no field use_bias. Did you mean bias?',
    ],
    ['a missing field', ['linear'], 'linear.units missing_field: linear needs the field units.'],
    ['a value of another type', [{ kind: 'linear', units: 'many' }], 'linear.units bad_value: '],
    [
      'a head that does not divide',
      [{ kind: 'attention', heads: 3 }],
      'features 8 is not divisible by heads 3. Give head_dim, or heads that divide 8.',
    ],
    [
      'a name that is not there',
      [{ kind: 'add', with: 'z' }],
      'add.with unknown_name: no node or input "z" here. Known: x.',
    ],
    [
      'a node that comes later',
      [
        { kind: 'add', with: 'late' },
        { name: 'late', kind: 'relu' },
      ],
      'add.with comes_later: "late" is not there yet',
    ],
    ['a name twice', [{ name: 'x', kind: 'relu' }], 'x name_taken: the name x is taken here already.'],
    [
      'a port that is not there',
      [
        { name: 'r', kind: 'gru', units: 4 },
        { kind: 'relu', from: 'r.stat' },
      ],
      'r has no output "stat". Known: last, state. Did you mean state?',
    ],
    [
      'an input too few',
      ['add'],
      'add not_connected: expected 2 to 16 inputs. Received: [24, 8]. Name what it reads too in "with".',
    ],
    [
      'a node nobody reads',
      [
        { name: 'idle', kind: 'relu' },
        { kind: 'tanh', from: 'x' },
      ],
      'idle not_connected: nothing reads it.',
    ],
    [
      'shapes that do not broadcast',
      [
        { name: 'a', kind: 'linear', units: 3 },
        { kind: 'add', with: 'x' },
      ],
      'add shape_misfit: expected shapes that fit from the right. Received: [24, 3] and [24, 8].',
    ],
    [
      'a parameter that is not there',
      [{ kind: 'linear', units: '$width' }],
      'linear unknown_name: no parameter "width" here. Known: none.',
    ],
    [
      'copies with a repeat',
      [{ kind: 'linear', units: 3, copies: 4, repeat: 2 }],
      'linear.copies bad_value: a node has one of repeat, copies and scan.',
    ],
    [
      'a split without copies',
      [{ kind: 'linear', units: 3, split: true }],
      'linear.split missing_field: split needs the field copies.',
    ],
    [
      'low-rank additions to nothing',
      [{ kind: 'linear', units: 3, lora: { rank: 2 } }],
      'linear.lora.on unknown_name: nothing in this node is named query, value.',
    ],
    [
      'a tie to what is no table',
      [
        { name: 'a', kind: 'linear', units: 8 },
        { kind: 'linear', units: 8, tie: 'a' },
      ],
      'tie_misfit',
    ],
    [
      'a reshape that loses numbers',
      [{ kind: 'reshape', shape: [5] }],
      'reshape.shape shape_misfit: expected a shape of 192 numbers, as [24, 8] has. Received: [5], 5 numbers.',
    ],
    [
      'what is left of no whole number',
      [{ kind: 'reshape', shape: [5, -1] }],
      'reshape.shape shape_misfit: expected sizes that divide the 192 numbers of [24, 8]. Received: [5, -1].',
    ],
    [
      'two sizes that are left',
      [{ kind: 'reshape', shape: [-1, 8, -1] }],
      'reshape.shape bad_value: expected at most one size of -1. Received: [-1, 8, -1].',
    ],
    [
      'a window that is too large',
      [{ kind: 'conv1d', channels: 3, kernel: 30 }],
      'conv1d shape_misfit: expected at least 30 positions for the window. Received: 24 in [24, 8]. Use a smaller kernel or padding "same".',
    ],
    [
      'groups that do not divide',
      [{ kind: 'conv1d', channels: 9, kernel: 3, groups: 2 }],
      'conv1d.groups shape_misfit: expected channels that 2 groups divide. Received: 9.',
    ],
    [
      'a convolution without channels',
      [{ kind: 'conv1d', kernel: 3 }],
      'conv1d.channels missing_field: a convolution needs the field channels.',
    ],
    [
      'an image layer on a series',
      [{ kind: 'conv2d', channels: 3, kernel: 3 }],
      'expected at least 3 axes (height, width, channels). Received: [24, 8].',
    ],
    [
      'parts that do not add up',
      [{ kind: 'split', sizes: [3, 4] }],
      'split.sizes shape_misfit: expected sizes that add up to 8. Received: [3, 4], together 7.',
    ],
    [
      'a position that is not there',
      [{ kind: 'select', index: 24 }],
      'select.index bad_value: expected a position among 24. Received: 24.',
    ],
    [
      'matrices that do not fit',
      [
        { name: 'a', kind: 'linear', units: 3 },
        { kind: 'matmul', with: 'x' },
      ],
      'matmul shape_misfit: expected matrices whose inner sizes agree. Received: [24, 3] and [24, 8].',
    ],
    [
      'a parameter that is given something',
      [{ name: 'p', kind: 'parameter', shape: [8], from: 'x' }],
      'p not_connected: expected 0 inputs. Received: [24, 8].',
    ],
    [
      'a bias of another shape',
      [
        { name: 'b', kind: 'relative_bias', heads: 4 },
        { kind: 'attention', heads: 2, from: 'x', with: { bias: 'b' } },
      ],
      'attention.with.bias shape_misfit: expected a bias of [2, 24, 24]. Received: [4, 24, 24].',
    ],
    [
      'each of nothing',
      [{ kind: 'relu', each: {} }],
      'relu.each bad_value: expected at least one field with its values. Received: {}.',
    ],
    ['a repeat without end', [{ kind: 'relu', repeat: 1e9 }], 'relu.repeat bad_value'],
    ['a tensor without end', [{ kind: 'linear', units: 2 ** 52 }], 'too_large'],
  ])('for %s says what to do', (_, nodes, expected) => {
    expect(message({ inputs: series, nodes }).join('\n')).toContain(expected)
  })

  it('is told once: what a broken node feeds is passed over', () => {
    const nodes = [
      { name: 'a', kind: 'attention', heads: 3 },
      'relu',
      { kind: 'linear', units: 3 },
      { kind: 'add', with: 'a' },
    ]
    expect(issuesOf({ inputs: series, nodes })).toHaveLength(1)
  })

  it('comes with all the others', () => {
    const nodes = [
      { name: 'a', kind: 'linear', unit: 3 },
      { name: 'b', kind: 'lineer', from: 'x' },
      { kind: 'add', with: 'c' },
    ]
    expect(issuesOf({ inputs: series, nodes }).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['unknown_field', 'missing_field', 'unknown_kind', 'unknown_name']),
    )
  })

  it('names the repetition inside a block', () => {
    const nodes = [{ name: 'encoder', kind: 'transformer_block', heads: 3, hidden: 4, repeat: 2 }]
    expect(issuesOf({ inputs: series, nodes })[0]?.path).toBe('encoder[0].attention')
  })

  it('stops blocks inside themselves', () => {
    const blocks = { a: { nodes: [{ kind: 'b' }] }, b: { nodes: [{ kind: 'a' }] } }
    expect(issuesOf({ inputs: series, blocks, nodes: [{ kind: 'a' }] })[0]).toMatchObject({
      path: 'a.b.a',
      code: 'block_in_itself',
    })
  })

  it('stops work without end early', () => {
    const nodes = [{ kind: 'mlp', hidden: Array.from({ length: 32 }, () => 8), repeat: 10_000 }]
    const started = process.cpuUsage().user
    expect(issuesOf({ inputs: series, nodes })[0]?.code).toBe('too_large')
    expect(process.cpuUsage().user - started).toBeLessThan(3_000_000)
  })

  it.each([
    [
      'several inputs and no from',
      { inputs: { a: { kind: 'vector', features: 3 }, b: { kind: 'vector', features: 3 } }, nodes: ['relu'] },
      'relu.from not_connected',
    ],
    [
      'a size without value',
      { inputs: { x: { kind: 'series', steps: 'steps', features: 2 } }, nodes: ['relu'] },
      'inputs.x.steps size_unbound',
    ],
    [
      'an input nobody reads',
      {
        inputs: { a: { kind: 'vector', features: 3 }, b: { kind: 'vector', features: 3 } },
        nodes: [{ kind: 'relu', from: 'a' }],
      },
      'b not_connected',
    ],
    [
      'a block with a name of ours',
      { inputs: series, blocks: { linear: { nodes: ['relu'] } }, nodes: ['relu'] },
      'blocks.linear name_taken',
    ],
    [
      'tokens without an embedding',
      { inputs: { x: { kind: 'tokens', vocab: 9, steps: 4 } }, nodes: [{ kind: 'linear', units: 3 }] },
      'Put an embedding before it.',
    ],
  ])('for %s', (_, sketch, expected) => {
    expect(message(sketch).join('\n')).toContain(expected)
  })

  it('for a size that is bound and not there', () => {
    expect(issuesOf({ inputs: series, nodes: ['relu'] }, { sizes: { steps: 3 } })[0]).toMatchObject({
      path: 'sizes.steps',
      code: 'unknown_name',
    })
  })
})
