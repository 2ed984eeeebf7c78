/** Facts said in words: devices, frameworks, families, outputs, known inputs, wishes, what is predicted. */
import { describe, expect, it } from 'vitest'
import { readBrief } from '../../../src/design/brief/read.js'

const brief = (said: string) => readBrief(`forecast sales 28 days ahead, ${said}`).brief
const cpu = 'cpu-core-avx2'

describe('devices', () => {
  it.each<readonly [string, string, number]>([
    ['one T4', 't4', 1],
    ['2xA10G', 'a10g', 2],
    ['2 x A10G', 'a10g', 2],
    ['T4 x 2', 't4', 2],
    ['a single NVIDIA T4', 't4', 1],
    ['8 H100s', 'h100-sxm', 8],
    ['4x A100 80GB', 'a100-80-sxm', 4],
    ['an A100 40GB', 'a100-40-sxm', 1],
    ['A100 PCIe', 'a100-80-pcie', 1],
    ['V100 (16 GB)', 'v100-16-sxm2', 1],
    ['2 GPUs (A100)', 'a100-80-sxm', 2],
    ['3 GPUs of type A100 with 40GB', 'a100-40-sxm', 3],
    ['eine A100 mit 40 GB', 'a100-40-sxm', 1],
    ['2 RTX 4090', 'rtx4090', 2],
    ['1x RTX 4090', 'rtx4090', 1],
    ['rtx3090', 'rtx3090', 1],
    ['TPU v5e-8', 'tpu-v5e', 8],
    ['nur eine T4', 't4', 1],
    ['no GPU', cpu, 4],
    ['CPU only', cpu, 4],
    ['without any GPU', cpu, 4],
    ['sin GPU', cpu, 4],
    ['sans GPU', cpu, 4],
    ['keine GPU', cpu, 4],
    ['nur CPU-Server', cpu, 4],
    ['drop the GPU', cpu, 4],
    ['GPUs are not allowed', cpu, 4],
    ['8 vCPUs', cpu, 8],
    ['a 16-core CPU', cpu, 16],
    ['a single CPU core', cpu, 1],
    ['CPU with 32 cores', cpu, 32],
  ])('"%s" trains and serves on %s x %d', (said, id, count) => {
    const { trainingDevice, servingDevice } = brief(said).constraints
    expect(trainingDevice?.value).toEqual({ id, count })
    expect(servingDevice?.value).toEqual({ id, count })
  })

  it.each([
    ['train on one A100, serve on 8 vCPUs', 'a100-80-sxm', cpu],
    ['training on 2 T4, CPU inference', 't4', cpu],
    ['no GPU in production, train on an L4', 'l4', cpu],
    ['we only have one T4 for training', 't4', 't4'],
  ])('"%s" trains on %s and serves on %s', (said, trains, serves) => {
    const { trainingDevice, servingDevice } = brief(said).constraints
    expect(trainingDevice?.value.id).toBe(trains)
    expect(servingDevice?.value.id).toBe(serves)
  })

  it.each([
    ['Jetson AGX Orin', 'jetson-agx-orin-64'],
    ['Raspberry Pi 4', 'raspberry-pi-4'],
  ])('"%s" serves at the edge and trains nothing', (said, id) => {
    const { trainingDevice, servingDevice, deployment } = brief(said).constraints
    expect([trainingDevice, servingDevice?.value.id, deployment?.value]).toEqual([undefined, id, 'edge'])
  })

  it.each([
    'not on an A100',
    'CPU utilisation is one input',
    'GPU load',
    'use the GPU if possible',
    '4090 units',
  ])('are not read from "%s"', (said) => {
    const { trainingDevice, servingDevice } = brief(said).constraints
    expect([trainingDevice, servingDevice]).toEqual([undefined, undefined])
  })

  it('that are not in the table are said to be unknown', () => {
    const { notes } = readBrief('forecast sales 28 days ahead on an RTX 3060')
    expect(notes).toEqual(['"RTX 3060" is not in the hardware table, so nothing is computed for it.'])
  })

  it.each([
    ['iPhone 14', 'iPhone 14'],
    ['a Raspberry Pi Zero', 'Raspberry Pi Zero'],
    ['a Pixel 8 Pro', 'Pixel 8 Pro'],
  ])('"%s" keeps its name in a note', (said, name) => {
    const { notes } = readBrief(`forecast sales 28 days ahead on ${said}`)
    expect(notes.join(' ')).toContain(`"${name}" is not in the hardware table`)
  })

  it('of a kind that is known in part are read as the nearest, and said to be', () => {
    const { notes } = readBrief('forecast sales 28 days ahead on a Jetson Orin NX')
    expect(notes.join(' ')).toContain('is not known; NVIDIA Jetson Orin Nano 8GB is taken for it.')
  })
})

describe('frameworks', () => {
  it.each([
    ['only TensorFlow in prod', 'keras'],
    ['PyTorch', 'pytorch'],
    ['we use torch', 'pytorch'],
    ['JAX please', 'flax'],
    ['PyTorch or JAX', 'pytorch'],
    ['not PyTorch but Keras', 'keras'],
  ])('"%s" asks for %s', (said, framework) => {
    expect(brief(said).constraints.framework?.value).toBe(framework)
    expect(brief(said).conflicts).toEqual([])
  })

  it.each([
    ['no TensorFlow', ['keras']],
    ['PyTorch is not allowed', ['pytorch']],
    ['no PyTorch, no TensorFlow, no JAX', ['pytorch', 'keras', 'flax']],
    ['ohne PyTorch', ['pytorch']],
  ])('"%s" rules them out', (said, excluded) => {
    expect(brief(said).constraints.excludedFrameworks?.value).toEqual(excluded)
    expect(brief(said).constraints.framework).toBeUndefined()
  })
})

describe('families', () => {
  it.each([
    ['no deep learning', ['neural'], 'deep learning'],
    ['no neural networks', ['neural'], 'neural networks'],
    ["we don't want LSTMs or transformers", ['lstm', 'transformer'], 'LSTMs or transformers'],
    ['not a transformer please', ['transformer'], 'transformer'],
    ['kein LSTM', ['lstm'], 'LSTM'],
    ['keine neuronalen Netze', ['neural'], 'neuronalen Netze'],
    ['sin redes neuronales', ['neural'], 'neuronales'],
  ])('"%s" rules out', (said, families, words) => {
    expect(brief(said).constraints.excludedFamilies).toEqual({ value: families, source: 'stated', words })
    expect(brief(said).constraints.wantedFamilies).toBeUndefined()
  })

  it.each([
    ['LightGBM preferred', ['trees']],
    ['use N-BEATS', ['nbeats']],
    ['an LSTM or a transformer', ['lstm', 'transformer']],
    ['why not an LSTM?', ['lstm']],
    ['a linear model', ['linear']],
  ])('"%s" asks for them', (said, families) => {
    expect(brief(said).constraints.wantedFamilies?.value).toEqual(families)
  })

  it.each([
    'linear growth',
    'pay attention to holidays',
    'transformer load of substations',
    'a deep discount',
  ])('are not read from "%s"', (said) => {
    expect(brief(said).constraints.wantedFamilies).toBeUndefined()
  })
})

describe('outputs', () => {
  it.each([
    'with uncertainty',
    'prediction intervals',
    'mit Unsicherheitsband',
    'probabilistic',
    'con intervalos',
  ])('"%s" are intervals', (said) => {
    expect(brief(said).targets.output?.value).toBe('intervals')
    expect(brief(said).task?.value).toBe('probabilistic forecasting')
  })

  it.each(['point forecast is enough', 'no intervals', 'ohne Unsicherheit', 'no uncertainty needed'])(
    '"%s" is one value per step',
    (said) => {
      expect(brief(said).targets.output?.value).toBe('point')
    },
  )

  it.each(['at 15-minute intervals', 'sampled at regular intervals', 'p95 latency under 20 ms'])(
    '"%s" says nothing about them',
    (said) => {
      expect(brief(said).targets.output).toBeUndefined()
    },
  )

  it.each<readonly [string, readonly number[]]>([
    ['P10/P50/P90', [0.1, 0.5, 0.9]],
    ['P95, P5 and P50', [0.05, 0.5, 0.95]],
    ['90% prediction intervals', [0.05, 0.5, 0.95]],
    ['95% confidence', [0.025, 0.5, 0.975]],
    ['quantiles 5/50/95', [0.05, 0.5, 0.95]],
    ['P10/P50/P90, answers within 200 ms (p99)', [0.1, 0.5, 0.9]],
    ['intervalos al 90%', [0.05, 0.5, 0.95]],
    ['quantiles 0.1, 0.5 and 0.9', [0.1, 0.5, 0.9]],
  ])('"%s" are quantiles', (said, levels) => {
    expect(brief(said).targets.quantiles?.value).toEqual(levels)
  })
})

describe('what is known in advance', () => {
  it.each([
    ['promotions and holidays are known', 'planned'],
    ['planned prices as input', 'planned'],
    ['weather forecast available as input', 'planned'],
    ['with holidays', 'calendar'],
    ['univariate', 'calendar'],
    ['no holidays', 'none'],
    ['nothing is known about the future', 'none'],
    ['mit Feiertagen', 'calendar'],
    ['Wetterprognosen verfügbar', 'planned'],
    ['with weather and holidays', 'planned'],
  ])('"%s": %s', (said, known) => {
    expect(brief(said).data.knownFuture?.value).toBe(known)
    expect(brief(said).conflicts).toEqual([])
  })

  it.each(['of electricity prices', 'over 12 calendar months', '5 campaigns'])(
    'is not read from "%s"',
    (said) => {
      expect(brief(said).data.knownFuture).toBeUndefined()
    },
  )
})

describe('wishes', () => {
  it.each([
    ['must be explainable', 'must'],
    ['needs to be interpretable', 'must'],
    ['explainability required', 'must'],
    ['no black box', 'must'],
    ['muss erklärbar sein', 'must'],
    ['ideally explainable', 'wish'],
    ['with SHAP values', 'wish'],
  ])('"%s": explanations are a %s', (said, wish) => {
    expect(brief(said).constraints.interpretability?.value).toBe(wish)
  })

  it.each(['need not be explainable', 'no explanations'])('"%s" asks for no explanations', (said) => {
    expect(brief(said).constraints.interpretability).toBeUndefined()
  })

  it.each([
    ['nightly', 'batch'],
    ['as a batch job', 'batch'],
    ['real-time', 'online'],
    ['streaming', 'online'],
    ['on a Raspberry Pi', 'edge'],
    ['runs on a phone', 'edge'],
    ['on an STM32', 'edge'],
    ['must run on a smartwatch', 'edge'],
    ['not real-time', undefined],
    ['phone calls', undefined],
  ])('"%s" is served: %s', (said, deployment) => {
    expect(brief(said).constraints.deployment?.value).toBe(deployment)
  })

  it('are read together', () => {
    const { constraints, data, targets } = brief('air-gapped, bf16, many zeros, judged by MAPE')
    expect(constraints.privacy?.value).toBe('data stays in house')
    expect(constraints.precision?.value).toBe('bf16')
    expect(data.intermittent?.value).toBe(true)
    expect(targets.metric?.value).toBe('mape')
  })
})

describe('what is predicted', () => {
  it.each([
    ['63-day trajectory prediction', 'trajectory'],
    ['forecast web traffic 14 days ahead', 'web traffic'],
    ['predict the hourly electricity demand of 27 countries', 'electricity demand'],
    ['forecast the next 30 days of sales', 'sales'],
    ['Vorhersage des Stromverbrauchs für 320 Gebäude', 'Stromverbrauchs'],
    ['Previsión de ventas de 85 tiendas', 'ventas'],
    ['Prévision de la consommation électrique', 'consommation électrique'],
    ['forecast (P10, P50, P90) of solar generation', 'solar generation'],
    ['forecast the number of orders per hour', 'orders'],
    ['forecast CPU utilisation of 50 VMs', 'CPU utilisation'],
    ['weekly sales forecast', 'sales'],
    ['Cash-flow forecast for 1 company', 'Cash-flow'],
  ])('in "%s" is %s', (text, subject) => {
    expect(readBrief(text).brief.data.subject?.value).toBe(subject)
  })

  it.each([
    'time series forecasting model',
    'forecast for 12 plants',
    'a 28-day forecast',
    'forecast 7 days ahead',
  ])('is not said in "%s"', (text) => {
    expect(readBrief(text).brief.data.subject).toBeUndefined()
  })
})
