/** Published memory and time of real runs, inside the band that is promised (the fixture has their sources). */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { forwardFlops } from '../../../src/design/estimate/flops.js'
import {
  bandwidthUtilisation,
  launchOverhead,
  trainingUtilisation,
} from '../../../src/design/estimate/margins.js'
import { savedBytes, stateBytes, trainingMemory, weightMemory } from '../../../src/design/estimate/memory.js'
import { countParams } from '../../../src/design/estimate/params.js'
import { trainingTime } from '../../../src/design/estimate/training.js'
import { addSaved } from '../../../src/design/spec/saved.js'
import type { TypedSpec } from '../../../src/design/spec/typed.js'
import { figure, known } from '../../support/estimates.js'
import { typedOf } from '../../support/specs.js'

const entries = z
  .array(z.object({ id: z.string(), inputs: z.unknown(), expected: z.unknown() }))
  .parse(
    JSON.parse(
      readFileSync(new URL('../../fixtures/reference/training-facts.json', import.meta.url), 'utf8'),
    ),
  )

/** The inputs and expected values of a published fact. */
function fact<I extends z.ZodType, E extends z.ZodType>(id: string, inputs: I, expected: E) {
  const entry = entries.find((candidate) => candidate.id === id)
  return { inputs: inputs.parse(entry?.inputs), expected: expected.parse(entry?.expected) }
}
const n = z.number()

interface Shape {
  readonly layers: number
  readonly hidden: number
  readonly heads: number
  readonly seq: number
  readonly vocab: number
}

/** GPT-2's layout: learned positions, pre-norm, feed-forward of 4 x hidden, tied output. */
function gpt({ layers, hidden, heads, seq, vocab }: Shape, dropout = 0): TypedSpec {
  return typedOf({
    inputs: { ids: { kind: 'tokens', vocab, steps: seq } },
    nodes: [
      { name: 'tokens', kind: 'embedding', dim: hidden },
      { kind: 'position_embedding', rows: seq },
      { kind: 'transformer_block', repeat: layers, heads, hidden: 4 * hidden, causal: true, dropout },
      'layer_norm',
      { kind: 'linear', units: vocab, bias: false, tie: 'tokens' },
    ],
  })
}

/** LLaMA's layout: RMS norms, gated feed-forward, no biases, untied output. */
function llama({ layers, hidden, heads, seq, vocab }: Shape, feedForward: number): TypedSpec {
  return typedOf({
    inputs: { ids: { kind: 'tokens', vocab, steps: seq } },
    nodes: [
      { name: 'tokens', kind: 'embedding', dim: hidden },
      {
        kind: 'transformer_block',
        repeat: layers,
        heads,
        hidden: feedForward,
        norm: 'rms_norm',
        activation: 'silu',
        gated: true,
        bias: false,
        causal: true,
      },
      'rms_norm',
      { kind: 'linear', units: vocab, bias: false },
    ],
  })
}

describe('model states', () => {
  it('of 7.5B parameters with mixed-precision Adam take the 120 GB of ZeRO', () => {
    const { inputs, expected } = fact(
      'zero-7.5b-64',
      z.object({ params: n }),
      z.object({ gb_per_gpu: z.object({ ddp: n }) }),
    )
    expect((stateBytes('bf16', 'adam').typical * inputs.params) / 1e9).toBeCloseTo(expected.gb_per_gpu.ddp, 6)
  })

  it('reach the 18 bytes of DeepSpeed at their high end', () => {
    const { inputs, expected } = fact(
      'deepspeed-t5-3b-8gpu',
      z.object({ params: n, largest_layer_params: n, gpus: n }),
      z.object({ zero3_gib: n }),
    )
    const sharded = (stateBytes('fp16', 'adam').high * inputs.params) / inputs.gpus
    const gib = (sharded + 4 * inputs.largest_layer_params) / 2 ** 30
    expect(Math.abs(gib - expected.zero3_gib)).toBeLessThan(0.01 * expected.zero3_gib)
  })
})

describe('activations', () => {
  it.each([
    [512, 768, 12],
    [1024, 1024, 16],
    [2048, 6144, 64],
  ])('of a layer (sequence %d, width %d, %d heads) are Korthikanti’s sbh(34 + 5as/h)', (s, h, a) => {
    const layerOf = (repeat: number) =>
      typedOf({
        inputs: { x: { kind: 'series', steps: s, features: h } },
        nodes: [{ kind: 'transformer_block', repeat, heads: a, hidden: 4 * h, dropout: 0.1, causal: true }],
      }).saved
    // What one layer more keeps: the ends of the stack are not part of the formula.
    const one = addSaved(layerOf(3), layerOf(2), -1)
    const published = s * h * (34 + (5 * a * s) / h)
    expect(Math.abs(savedBytes(one, 1, 'fp16', false) - published)).toBeLessThan(0.1 * published)
    const fused = s * h * 34
    expect(Math.abs(savedBytes(one, 1, 'fp16', true) - fused)).toBeLessThan(0.25 * fused)
  })

  it('of 80 layers stay near 153 GB and not twice that', () => {
    const { inputs, expected } = fact(
      'activation-formula-unit-trap',
      z.object({ s: n, b: n, h: n, L: n, a: n }),
      z.object({ activations_gb: n }),
    )
    const { s, b, h, L, a } = inputs
    const { saved } = typedOf({
      inputs: { x: { kind: 'series', steps: s, features: h } },
      nodes: [{ kind: 'transformer_block', repeat: L, heads: a, hidden: 4 * h, dropout: 0.1, causal: true }],
    })
    const gb = savedBytes(saved, b, 'fp16', false) / 1e9
    expect(gb).toBeGreaterThan(0.75 * expected.activations_gb)
    expect(gb).toBeLessThan(1.25 * expected.activations_gb)
  })
})

describe('training FLOPs', () => {
  it.each([
    ['korthikanti-22b', 48, 6144, 64],
    ['korthikanti-530b', 105, 20480, 128],
  ])('of %s are three times forward, and those published for an iteration', (id, layers, hidden, heads) => {
    const { inputs, expected } = fact(
      id,
      z.object({ layers: n, hidden: n, heads: n, seq: n, global_batch: n, vocab: n }),
      z.object({ model_flops_per_iteration: n }),
    )
    expect([inputs.layers, inputs.hidden, inputs.heads]).toEqual([layers, hidden, heads])
    const flops = 3 * forwardFlops(gpt(inputs), inputs.global_batch).value
    const published = expected.model_flops_per_iteration
    expect(Math.abs(flops - published)).toBeLessThan(0.02 * published)
  })
})

describe('training time', () => {
  it('of nanoGPT 124M on 8 A100 holds the four days it took', () => {
    const { inputs, expected } = fact(
      'nanogpt-124m',
      z.object({ layers: n, hidden: n, seq: n, tokens: n, gpus: n }),
      z.object({ days: n }),
    )
    const hours = figure(
      trainingTime(gpt({ ...inputs, heads: 12, vocab: 50_304 }), {
        device: known('a100-40-sxm'),
        count: inputs.gpus,
        precision: 'bf16',
        optimizer: 'adamw',
        samples: inputs.tokens / inputs.seq,
        epochs: 1,
        microBatch: 12,
        gradientAccumulation: 5,
      }),
    )
    expect(hours.low / 24).toBeLessThan(expected.days)
    expect(hours.high / 24).toBeGreaterThan(expected.days)
    expect(Math.abs(hours.value / 24 - expected.days)).toBeLessThan(0.5 * expected.days)
  })

  it.each([
    ['llama1-gpu-hours-a', '7B', 1e12, 2048],
    ['llama2-gpu-hours-a', '7B', 2e12, 4096],
  ])('of %s %s holds the published GPU-hours', (id, name, tokens, seq) => {
    const { expected } = fact(id, z.unknown(), z.object({ gpu_hours: z.record(z.string(), n) }))
    const published = expected.gpu_hours[name] ?? 0
    const typed = llama({ layers: 32, hidden: 4096, heads: 32, seq, vocab: 32_000 }, 11_008)
    expect(countParams(typed).total.value).toBe(6_738_415_616)
    const gpus = 8
    const hours = figure(
      trainingTime(typed, {
        device: known('a100-80-sxm'),
        count: gpus,
        precision: 'bf16',
        optimizer: 'adamw',
        samples: tokens / seq,
        epochs: 1,
        microBatch: 4,
        gradientAccumulation: 64,
      }),
    )
    expect(hours.low * gpus).toBeLessThan(published)
    expect(hours.high * gpus).toBeGreaterThan(published)
    expect(Math.abs(hours.value * gpus - published)).toBeLessThan(0.5 * published)
  })
})

describe('what a T4 cannot do', () => {
  it('is to train LLaMA 7B in full: the state alone is seven times its memory', () => {
    const typed = llama({ layers: 32, hidden: 4096, heads: 32, seq: 512, vocab: 32_000 }, 11_008)
    const memory = known('t4').memoryBytes ?? 0
    const { low } = trainingMemory(typed, {
      microBatch: 1,
      precision: 'fp16',
      optimizer: 'adamw',
      device: known('t4'),
    })
    expect(low).toBeGreaterThan(6.5 * memory)
    expect(weightMemory(typed, { precision: 'fp16' }).value).toBeLessThan(memory)
  })
})

describe('overheads', () => {
  it('of eager launches hold the 10.4 ms of ResNet-50 at batch 1, where arithmetic needs 0.5', () => {
    const { expected } = fact(
      'resnet50-v100-latency',
      z.unknown(),
      z.object({ ms: z.object({ b1_fp32: n }), roofline_ms_b1_fp32: n }),
    )
    // About 160 kernels, says the entry.
    const launches = (each: number) => expected.roofline_ms_b1_fp32 + 160 * each * 1000
    expect(launches(launchOverhead.gpuEager.low)).toBeLessThan(expected.ms.b1_fp32)
    expect(launches(launchOverhead.gpuEager.high)).toBeGreaterThan(expected.ms.b1_fp32)
  })
})

describe('utilisation', () => {
  it('of the bandwidth holds what decoding Llama-2-7B was measured at', () => {
    const { inputs, expected } = fact(
      'decode-llama2-7b-a100',
      z.object({ params: n, bandwidth_gbs: n }),
      z.object({ tokens_per_s: z.object({ bf16: n }) }),
    )
    expect(known('a100-80-sxm').bandwidth).toBe(inputs.bandwidth_gbs * 1e9)
    const tokens = (share: number) => (inputs.bandwidth_gbs * 1e9 * share) / (2 * inputs.params)
    expect(tokens(bandwidthUtilisation.low)).toBeLessThan(expected.tokens_per_s.bf16)
    expect(tokens(bandwidthUtilisation.high)).toBeGreaterThan(expected.tokens_per_s.bf16)
    expect(Math.abs(tokens(bandwidthUtilisation.typical) - expected.tokens_per_s.bf16)).toBeLessThan(
      0.25 * expected.tokens_per_s.bf16,
    )
  })

  it('never passes the best matrix product that was measured', () => {
    const { expected } = fact('matmul-ceilings', z.unknown(), z.object({ ceiling: z.record(z.string(), n) }))
    for (const id of ['a100-80-sxm', 'h100-sxm', 'mi300x']) {
      const { measuredMatmul, peak } = known(id)
      expect((measuredMatmul ?? 0) / (peak.bf16 ?? 1)).toBeCloseTo(expected.ceiling[id] ?? 0, 2)
    }
  })

  it('of the large published runs lies in the default band', () => {
    const { expected } = fact('llama31-405b-mfu', z.unknown(), z.object({ mfu: z.array(n) }))
    const { low, high } = trainingUtilisation.largeTransformer
    for (const mfu of expected.mfu) {
      expect(mfu).toBeGreaterThanOrEqual(low)
      expect(mfu).toBeLessThanOrEqual(high)
    }
  })

  it('of nanoGPT lies in the default band of small Transformers', () => {
    const { expected } = fact('nanogpt-124m', z.unknown(), z.object({ implied_mfu: n }))
    const { low, high } = trainingUtilisation.transformer
    expect(expected.implied_mfu).toBeGreaterThan(low)
    expect(expected.implied_mfu).toBeLessThan(high)
  })
})
