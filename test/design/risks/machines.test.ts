/** Tables, small devices, waits and graphs: C05, C10, C11, C29. */
import { describe, expect, it } from 'vitest'
import { deviceById } from '../../../src/design/estimate/hardware.js'
import { briefWith, flag, flagsOf, offered, replied, written } from './briefs.js'

const memoryOf = (id: string) => deviceById(id)?.memoryBytes ?? 0

describe('C10, tables larger than half of the memory', () => {
  const on = (items: number, embeddingDim = 128, count = 1) =>
    briefWith('recommend', {
      domain: 'recommendation',
      data: { items, embeddingDim },
      constraints: { trainingDevice: { id: 't4', count } },
    })
  const bound = memoryOf('t4') / 2 / (128 * 4 * 3)

  it('shows rows x numbers x bytes with Adam', () => {
    const found = flag(on(100e6), 'C10')
    expect(found.severity).toBe('block')
    expect(found.arithmetic).toContain(`= ${written((100e6 * 128 * 4) / 1e9)} GB`)
    expect(found.arithmetic).toContain(`= ${written((100e6 * 128 * 4 * 3) / 1e9)} GB`)
  })

  it('is settled by each of its ways out', () => {
    const found = flag(on(100e6), 'C10')
    expect(flagsOf(on(100e6, offered(found, /at most \d+ numbers/)), 'C10')).toEqual([])
    expect(flagsOf(on(offered(found, /into at most/)), 'C10')).toEqual([])
    const devices = offered(found, /rows over/)
    expect(flagsOf(on(100e6, 128, devices), 'C10')).toEqual([])
    expect(flagsOf(on(100e6, 128, devices - 1), 'C10')).toHaveLength(1)
  })

  it('offers row-wise Adagrad first where that is enough', () => {
    const found = flag(on(1.5 * bound), 'C10')
    expect(found.waysOut[0]).toContain('Row-wise Adagrad')
    expect(found.waysOut[0]).toContain(`${written((1.5 * bound * 128 * 4 * (1 + 1 / 128)) / 1e9)} GB`)
  })

  it('is silent just inside, and where no table is spoken of', () => {
    expect(flagsOf(on(0.99 * bound), 'C10')).toEqual([])
    expect(flag(on(1.1 * bound), 'C10').severity).toBe('warn')
    const churn = briefWith('churn', {
      domain: 'tabular',
      data: { users: 1e9 },
      constraints: { trainingDevice: { id: 't4', count: 1 } },
    })
    expect(flagsOf(churn, 'C10')).toEqual([])
  })

  it('shows the matrix that EASE inverts', () => {
    const ease = (items: number, request = 'EASE') =>
      briefWith(request, { domain: 'recommendation', data: { items }, constraints: { memoryBytes: 16e9 } })
    const found = flag(ease(300e3), 'C10')
    expect(found.arithmetic).toContain(`${written((300e3 ** 2 * 4) / 1e9)} GB`)
    expect(flagsOf(ease(offered(found, /Keep the/)), 'C10')).toEqual([])
    expect(flagsOf(ease(300e3, 'with ease'), 'C10')).toEqual([])
  })
})

describe('C11, more than a small device can hold', () => {
  const on = (clipSeconds: number, memoryBytes = 64e3, sampleRateHz = 16e3) =>
    briefWith('keyword spotting on a microcontroller', {
      domain: 'audio',
      data: { clipSeconds, sampleRateHz },
      constraints: { memoryBytes, deployment: 'edge' },
    })

  it('shows the bytes of a window, and is settled by a shorter one', () => {
    const found = flag(on(10), 'C11')
    expect(found.severity).toBe('block')
    expect(found.arithmetic).toContain(`= ${(10 * 16e3 * 2) / 1e3} KB`)
    expect(flagsOf(on(offered(found, /window of at most/)), 'C11')).toEqual([])
    // 40 features of one byte, 100 times a second.
    expect(found.waysOut[0]).toContain(`${(40 * 100 * 10) / 1e3} KB`)
    expect(found.waysOut.join()).not.toContain('Sample at')
    const near = flag(on(2.5), 'C11')
    expect(flagsOf(on(2.5, 64e3, offered(near, /Sample at/)), 'C11')).toEqual([])
    expect(flagsOf(on((0.89 * 64e3) / 32e3), 'C11')).toEqual([])
    expect(flagsOf(on(10, 8e9), 'C11')).toEqual([])
  })

  it('shows the bytes of one picture', () => {
    const camera = (imageSize: number) =>
      briefWith('classify pictures', {
        domain: 'vision',
        data: { imageSize },
        constraints: { memoryBytes: 64e3 },
      })
    const found = flag(camera(640), 'C11')
    expect(found.arithmetic).toContain(`${written((640 * 360) / 1e3)} KB`)
    expect(flagsOf(camera(offered(found, /at most/)), 'C11')).toEqual([])
  })

  it('shows the cycles of a sample', () => {
    const clocked = (sampleRateHz: number) => briefWith('on an MCU at 16 MHz', { data: { sampleRateHz } })
    const found = flag(clocked(1e6), 'C11')
    expect(found.arithmetic).toContain('= 16 cycles a sample')
    expect(flagsOf(clocked(offered(found, /at most/)), 'C11')).toEqual([])
    expect(flagsOf(clocked(48e3), 'C11')).toEqual([])
  })
})

describe('C05, waits that no model removes', () => {
  it.each([
    'bidirectional LSTM',
    'bidirektionales LSTM',
    'LSTM bidireccional',
    'LSTM bidirectionnel',
    'LSTM bidirezionale',
    'LSTM bidirecional',
  ])('blocks a limit below the window of a %s', (model) => {
    const at = (ms: number) =>
      briefWith(`${model}, streaming`, {
        domain: 'audio',
        data: { clipSeconds: 2 },
        targets: { latency: { ms } },
        constraints: { streaming: true },
      })
    const found = flag(at(300), 'C05')
    expect(found.arithmetic).toContain('2,000 ms of waiting')
    expect(flagsOf(at(2000), 'C05')).toEqual([])
    expect(flag(at(1900), 'C05').severity).toBe('warn')
  })

  it('knows the window of Whisper, and asks nothing of recordings', () => {
    const whisper = (streaming: boolean) =>
      briefWith('Whisper', { targets: { latency: { ms: 500 } }, constraints: { streaming } })
    expect(flag(whisper(true), 'C05').arithmetic).toContain('30,000 ms')
    expect(flagsOf(whisper(false), 'C05')).toEqual([])
  })

  it('adds look-ahead and chunk', () => {
    const at = (ms: number) =>
      briefWith('look-ahead of 300 ms, chunks of 160 ms', { targets: { latency: { ms } } })
    expect(flag(at(400), 'C05').arithmetic).toContain('300 + 160 = 460 ms')
    expect(flagsOf(at(460), 'C05')).toEqual([])
  })

  it('blocks a limit below the way to a hosted service', () => {
    const at = (ms: number) => briefWith('route mails with the OpenAI API', { targets: { latency: { ms } } })
    expect(flag(at(5), 'C05').severity).toBe('block')
    expect(flagsOf(at(200), 'C05')).toEqual([])
  })

  it('blocks a limit below a hop in a network', () => {
    const at = (ms: number) =>
      briefWith('rank', { targets: { latency: { ms } }, constraints: { deployment: 'online' } })
    expect(flagsOf(at(0.1), 'C05')).toHaveLength(1)
    expect(flagsOf(at(1), 'C05')).toEqual([])
  })

  it('shows the period of a controller', () => {
    const at = (ms: number) => briefWith('control an arm', { targets: { controlHz: 100, latency: { ms } } })
    const found = flag(at(50), 'C05')
    expect(found.arithmetic).toContain('1,000 / 100 = 10 ms')
    expect(found.arithmetic).toContain('5 decisions ago')
    expect(flagsOf(at(offered(found, /limit to/)), 'C05')).toEqual([])
    expect(flagsOf(at(10), 'C05')).toEqual([])
  })
})

describe('C29, graphs and pairs', () => {
  const on = (nodes: number, request = 'a GCN') =>
    briefWith(request, {
      domain: 'graph',
      data: { nodes, edges: 20 * nodes },
      constraints: { trainingDevice: { id: 't4', count: 1 } },
    })
  const bound = (0.9 * memoryOf('t4')) / (128 * 4 * 2 * 2)

  it('shows the bytes of a whole graph', () => {
    const found = flag(on(100e6), 'C29')
    expect(found.arithmetic).toContain(`= ${written((100e6 * 128 * 4 * 2 * 2) / 1e9)} GB`)
    expect(found.waysOut[0]).toContain('Sample')
    expect(flagsOf(on(0.99 * bound), 'C29')).toEqual([])
    expect(flagsOf(on(1.01 * bound), 'C29')).toHaveLength(1)
    expect(flagsOf(on(100e6, 'GraphSAGE with sampling'), 'C29')).toEqual([])
  })

  it('adds the edges where it attends', () => {
    expect(flag(on(100e6, 'a GAT'), 'C29').arithmetic).toContain(`${written((2e9 * 4 * 4 * 2 * 2) / 1e9)} GB`)
  })

  it.each([
    'compare every pair',
    'jeden mit jedem vergleichen',
    'comparar todos los pares',
    'comparer toutes les paires',
    'confrontare tutte le coppie',
    'comparar todos os pares',
    'find duplicates',
  ])('counts the pairs: %s', (text) => {
    const of = (rows: number) => briefWith(text, { data: { rows } })
    expect(flag(of(1e6), 'C29').arithmetic).toContain('499,999,500,000 pairs')
    expect(flagsOf(of(140e3), 'C29')).toEqual([])
  })
})

describe('C03, an exact search in less time than it takes to read the vectors', () => {
  const of = (documents: number, ms = 10) =>
    briefWith('exact search', {
      domain: 'language',
      data: { documents, embeddingDim: 768 },
      targets: { latency: { ms } },
      constraints: { servingDevice: { id: 'cpu-core-avx2', count: 4 } },
    })
  const bandwidth = 4 * (deviceById('cpu-core-avx2')?.bandwidth ?? 0)

  it('shows bytes over bandwidth, and is settled by fewer vectors or more time', () => {
    const found = flag(of(50e6), 'C03')
    expect(found.arithmetic).toContain(`= ${written((1000 * 50e6 * 768 * 4) / bandwidth)} ms`)
    expect(flagsOf(of(offered(found, /at most/)), 'C03')).toEqual([])
    expect(flagsOf(of(50e6, offered(found, /Allow/)), 'C03')).toEqual([])
    expect(flagsOf(replied(of(50e6), 'search with HNSW then'), 'C03')).toEqual([])
  })
})
