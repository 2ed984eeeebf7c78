/** C28: licences of weights against what is to be done with them. */
import type { Flag } from '../brief/flag.js'
import { flagOf } from './flagging.js'
import type { Reading } from './reading.js'

interface Licence {
  readonly name: string
  readonly licence: string
  /** As it is written in a request. */
  readonly words: RegExp
}

/** Weights for one purpose: those that commercial use is barred for, or binds the code around, and others. */
interface Purpose {
  readonly bars: readonly Licence[]
  readonly allows: readonly Licence[]
}

/** As model cards and repositories state them (2026); versions differ, so the sentence says to read them. */
const documents: Purpose = {
  bars: under('CC BY-NC-SA 4.0', 'LayoutLMv2', 'LayoutLMv3', 'LayoutXLM'),
  allows: under('MIT', 'LiLT', 'Donut'),
}
const purposes: readonly Purpose[] = [
  documents,
  {
    bars: under('CC BY-NC 4.0', 'NLLB', 'SeamlessM4T'),
    allows: under('MIT', 'M2M100'),
  },
  { bars: under('CC BY-NC 4.0', 'jina-embeddings-v3'), allows: under('MIT', 'E5', 'BGE') },
  { bars: under('CC BY-NC 4.0', 'MusicGen'), allows: [] },
  { bars: under('Coqui Public Model License', 'XTTS'), allows: [] },
  { bars: under('CC BY-NC 4.0', 'Moirai'), allows: under('Apache 2.0', 'Chronos', 'TimesFM') },
  { bars: under('AGPL-3.0', 'YOLOv5', 'YOLOv8', 'YOLO11'), allows: under('Apache 2.0', 'RT-DETR') },
  { bars: under('NVIDIA Source Code License', 'SegFormer'), allows: under('MIT', 'Mask2Former') },
  { bars: under('non-commercial research only', 'InsightFace'), allows: [] },
]

function under(licence: string, ...names: string[]): Licence[] {
  return names.map((name) => {
    const pattern = name.toLowerCase().replace(/[^a-z0-9]+/g, '[-_ .]*')
    return { name, licence, words: new RegExp(`\\b${pattern}(?![a-z])`, 'i') }
  })
}

/** Weights named in the request, or usual for its purpose, whose licence bars commercial use. */
export function licenceMisfit(reading: Reading): Flag[] {
  const { request, constraints } = reading.brief
  if (!(constraints.commercial?.value ?? reading.says('commercial'))) return []
  const named = purposes
    .map(({ bars, allows }) => ({ allows, bars: bars.filter(({ words }) => words.test(request)) }))
    .filter(({ bars }) => bars.length > 0)
  const found = named.length > 0 ? named : readsDocuments(reading) ? [documents] : []
  const bars = found.flatMap((purpose) => purpose.bars)
  const allows = found.flatMap((purpose) => purpose.allows)
  if (bars.length === 0) return []
  const copyleft = bars.every(({ licence }) => licence.startsWith('AGPL'))
  const subject = named.length > 0 ? `You named ${bars.map(({ name }) => name).join(', ')}` : undefined
  return [
    flagOf(reading, {
      id: 'C28',
      severity: 'warn',
      conflict: subject
        ? `${subject}, and the use is commercial.`
        : 'The use is commercial, and the best-known published models for documents are non-commercial.',
      arithmetic: `${copyleft ? 'Its licence asks you to publish the source of a service that uses it' : 'Their licences bar commercial use'}: ${listed(bars)}.${allows.length > 0 ? ` Of the ${bars.length + allows.length} weights listed here ${allows.length} ${allows.length === 1 ? 'allows' : 'allow'} it.` : ''}`,
      ways: [
        ...(allows.length > 0
          ? [
              {
                say: `Take weights that allow it: ${listed(allows)}. Read the licence of the version that you take.`,
              },
            ]
          : []),
        {
          say: copyleft
            ? 'Buy the licence for enterprises, or publish the source.'
            : 'Ask the makers for a licence, or train weights of your own.',
        },
      ],
    }),
  ]
}

const listed = (some: readonly Licence[]) =>
  some.map(({ name, licence }) => `${name} (${licence})`).join(', ')

/** Fields read from documents: there the best-known weights are barred, so it is said unasked. */
const readsDocuments = ({ brief: { data, task, domain }, says }: Reading) =>
  task?.value === 'document information extraction' ||
  (domain?.value === 'multimodal' && (data.fields !== undefined || says('documents')))
