/** Values, number formats, exclusions, devices and licences: C18, C19, C20, C27 and C28. */
import { describe, expect, it } from 'vitest'
import type { Brief } from '../../../src/design/brief/brief.js'
import { deviceById } from '../../../src/design/estimate/hardware.js'
import { risks } from '../../../src/design/risks/index.js'
import { briefOf, briefWith, flag, flagsOf, told, written } from './briefs.js'

describe('C27, two values for one fact', () => {
  it.each([
    ['forecast, horizon 30 days. horizon 60 days', ({ data }: Brief) => data.horizon?.value.value, 30],
    [
      'forecast 7 days, budget $200. Budget: $900',
      ({ constraints }: Brief) => constraints.budgetUsd?.value,
      200,
    ],
    ['forecast 7 days for 20 series. Number of series: 30', ({ data }: Brief) => data.seriesCount?.value, 20],
    ['forecast 7 days, latency 20 ms. Latency: 90 ms', ({ targets }: Brief) => targets.latency?.value.ms, 20],
    [
      'forecast 7 days, 2 years of history. History: 5 years',
      ({ data }: Brief) => data.historyLength?.value.value,
      2,
    ],
    ['forecast 7 days, hourly data. Daily data', ({ data }: Brief) => data.frequency?.value.unit, 'hour'],
    [
      'forecast 7 days. PyTorch. We use Keras',
      ({ constraints }: Brief) => constraints.framework?.value,
      'pytorch',
    ],
  ] as const)('is raised, and settled by saying the first one: %s', (text, read, first) => {
    const found = flag(briefOf(text), 'C27')
    expect(found.severity).toBe('warn')
    expect(read(briefOf(text))).not.toBe(first)
    const [conflict] = briefOf(text).conflicts
    expect(found.conflict).toContain(`"${conflict?.first}" and "${conflict?.second}"`)
    const [, reply = ''] = /e\.g\. "(.*)"\.$/.exec(found.waysOut[0] ?? '') ?? []
    const settled = told(text, reply)
    expect(read(settled)).toBe(first)
    expect(flagsOf(settled, 'C27')).toEqual([])
  })
})

describe('C27, a named size above a limit of parameters', () => {
  it('shows how far', () => {
    const of = (paramsLimit: number) =>
      briefWith('distil it', { data: { modelParams: 7e9 }, constraints: { paramsLimit } })
    expect(flag(of(1e9), 'C27').arithmetic).toBe('7 B / 1 B = 7 times the limit.')
    expect(flagsOf(of(7e9), 'C27')).toEqual([])
  })
})

describe('C18, a number format that the GPU is too old for', () => {
  const on = (id: string, request: string, precision?: 'bf16') =>
    briefWith(request, {
      constraints: { trainingDevice: { id, count: 1 }, ...(precision && { precision }) },
    })

  it.each(['t4', 'v100-16-sxm2', 'v100-32-sxm2'])('blocks BF16 on %s', (id) => {
    const device = deviceById(id)
    const found = flag(on(id, 'train', 'bf16'), 'C18')
    expect(found.severity).toBe('block')
    expect(found.arithmetic).toContain(String(device?.year))
    expect(found.arithmetic).toContain(`${(device?.peak.fp16 ?? 0) / 1e12} TFLOP/s in FP16`)
  })

  it('blocks FP8 before Ada and Hopper, and offers BF16 where the device has it', () => {
    const found = flag(on('a100-80-sxm', 'train in FP8'), 'C18')
    expect(found.arithmetic).toContain(
      `${(deviceById('a100-80-sxm')?.peak.bf16 ?? 0) / 1e12} TFLOP/s in BF16`,
    )
    expect(found.waysOut[0]).toContain('BF16')
    expect(flagsOf(on('h100-sxm', 'train in FP8'), 'C18')).toEqual([])
  })

  it('is settled by FP16 on the same device, and by a newer one', () => {
    const text = 'forecast 7 days on a T4 in bf16'
    expect(flag(briefOf(text), 'C18').waysOut[0]).toContain('FP16')
    expect(risks(told(text, 'then fp16'))).toEqual([])
    expect(risks(told(text, 'on an A100'))).toEqual([])
  })

  it.each(['m4 max', 'A10G', 'TPU v5e', 'L4'])(
    'is not claimed of %s, where a figure may only be unknown',
    (name) => {
      expect(flagsOf(briefOf(`forecast 7 days in bf16 on ${name}`), 'C18')).toEqual([])
    },
  )

  it('offers no newer device where there is no other', () => {
    const found = flag(on('t4', 'bf16, we only have a T4', 'bf16'), 'C18')
    expect(found.waysOut).toHaveLength(1)
  })
})

describe('C19, what is asked for is ruled out', () => {
  it('blocks where no framework is left', () => {
    const found = flag(briefOf('forecast 7 days, no PyTorch, no TensorFlow, no JAX'), 'C19')
    expect(found.severity).toBe('block')
    expect(found.arithmetic).toContain('3 of the 3')
    expect(found.waysOut).toHaveLength(2)
  })

  it('warns where one is wanted and ruled out at once', () => {
    const text = 'forecast 7 days with Keras, no TensorFlow'
    const found = flag(briefOf(text), 'C19')
    expect(found.severity).toBe('warn')
    expect(found.conflict).toBe('You asked for Keras/TensorFlow and ruled out Keras/TensorFlow.')
    expect(flagsOf(told(text, 'PyTorch then'), 'C19')).toEqual([])
  })

  it.each([
    'answer tickets with the OpenAI API',
    'Tickets mit der OpenAI-API beantworten',
    'responder correos con un modelo en la nube',
    "répondre aux courriels avec une API externe d'un fournisseur",
    'rispondere alle mail con un servizio cloud',
    'responder e-mails com um modelo na nuvem',
  ])('blocks a hosted service where nothing may leave: %s', (text) => {
    const closed = (more: object) => briefWith(text, { domain: 'language', constraints: more })
    const found = flag(closed({ airGapped: true }), 'C19')
    expect(found.severity).toBe('block')
    expect(found.arithmetic).toMatch(/\b0 calls\b/)
    expect(flag(closed({ privacy: 'data stays in house' }), 'C19').conflict).toContain('stay in house')
    expect(flagsOf(closed({}), 'C19')).toEqual([])
  })

  it('does not take a service that was ruled out for one that was asked for', () => {
    const brief = briefWith('air-gapped, no OpenAI, not in the cloud', { constraints: { airGapped: true } })
    expect(flagsOf(brief, 'C19')).toEqual([])
  })

  it("blocks NVIDIA's software on other makers' devices", () => {
    const on = (id: string) =>
      briefWith('serve with TensorRT', { constraints: { servingDevice: { id, count: 1 } } })
    expect(flag(on('mi300x'), 'C19').conflict).toContain('TensorRT')
    expect(flagsOf(on('l4'), 'C19')).toEqual([])
  })
})

describe('C20, means for several devices', () => {
  const on = (request: string, count: number, id = 'a100-80-sxm') =>
    briefWith(request, { constraints: { trainingDevice: { id, count } } })

  it.each([
    'train with DDP',
    'train with FSDP',
    'mit verteiltem Training: verteiltes Training',
    'entrenamiento distribuido',
    'entraînement distribué',
    'addestramento distribuito',
    'treinamento distribuído',
    'multi-GPU training',
  ])('warns on one device: %s', (text) => {
    expect(flag(on(text, 1), 'C20').severity).toBe('warn')
    expect(flagsOf(on(text, 2), 'C20')).toEqual([])
  })

  it('asks which holds where GPUs are named and ruled out', () => {
    expect(flag(on('4 A100 but no GPU', 4), 'C20').arithmetic).toContain('4 named, 0 allowed')
    expect(flagsOf(on('train on 4 A100, serve with no GPU', 4), 'C20')).toEqual([])
    expect(flagsOf(on('4 A100', 4), 'C20')).toEqual([])
  })

  it('says what sharding over one device saves', () => {
    expect(flag(on('train with FSDP', 1), 'C20').arithmetic).toContain(`${2 + 2 + 4 + 8}/n bytes`)
  })

  it('warns of tensor parallelism over a network, with the speed of both links', () => {
    const found = flag(on('tensor parallelism over 10 Gbit Ethernet', 4), 'C20')
    const link = 10e9 / 8
    const own = (deviceById('a100-80-sxm')?.interconnect ?? 0) / 2
    expect(found.arithmetic).toContain(`${link / 1e9} GB a second`)
    expect(found.arithmetic).toContain(`${written(own / link)} times slower`)
    expect(flagsOf(on('tensor parallelism over NVLink', 4), 'C20')).toEqual([])
    expect(flagsOf(on('tensor parallelism', 8), 'C20')).toEqual([])
    expect(flagsOf(on('tensor parallelism', 9), 'C20')).toHaveLength(1)
  })
})

describe('C28, licences against commercial use', () => {
  it('speaks of documents unasked, and of any weights that were named', () => {
    const fields = flag(
      briefWith('read 14 fields from invoices', {
        domain: 'multimodal',
        data: { fields: 14 },
        constraints: { commercial: true },
      }),
      'C28',
    )
    expect(fields.arithmetic).toMatch(/LayoutLMv3 \(CC BY-NC-SA 4\.0\)/)
    expect(fields.waysOut[0]).toContain('LiLT (MIT)')
    for (const name of [
      'YOLOv8',
      'yolo11',
      'LayoutLMv3',
      'NLLB-200',
      'MusicGen',
      'Moirai',
      'SegFormer-B2',
      'insightface',
    ]) {
      const found = flag(briefWith(`${name} in our product`, { constraints: { commercial: true } }), 'C28')
      expect(found.conflict).toContain('the use is commercial')
      expect(
        flagsOf(briefWith(`${name} in our study`, { constraints: { commercial: false } }), 'C28'),
      ).toEqual([])
    }
  })

  it('reads commercial use from the words where no fact says it', () => {
    for (const text of [
      'YOLOv8 in a commercial product',
      'YOLOv8 in einem kommerziellen Produkt',
      'YOLOv8 para uso comercial',
    ])
      expect(flagsOf(briefWith(text, {}), 'C28')).toHaveLength(1)
    expect(flagsOf(briefWith('YOLOv8, non commercial', {}), 'C28')).toEqual([])
  })

  it('counts what allows it out of what is listed', () => {
    const { arithmetic, waysOut } = flag(briefWith('YOLOv5, commercial', {}), 'C28')
    expect(arithmetic).toContain('Of the 2 weights listed here 1 allows it')
    expect(waysOut[0]).toContain('RT-DETR (Apache 2.0)')
  })
})

describe('C19, a hosted service and the EU', () => {
  it('may be called where the data stays in the EU, and not where it stays in house', () => {
    const eu = flag(briefOf('use GPT-4 api to classify 1k tickets/day, data must not leave EU'), 'C19')
    expect(eu.severity).toBe('warn')
    expect(eu.waysOut.join(' ')).toContain('region of the EU')
    expect(flag(briefOf('use GPT-4 api to classify 1k tickets/day, on-prem only'), 'C19').severity).toBe(
      'block',
    )
  })
})
