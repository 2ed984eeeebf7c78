/** What the trunk of a network reads, by the kind of input: a table, or a published network for pictures and texts. */
import { textEncoder } from '../backbones/text/encoder.js'
import { mobileNetV3Large } from '../backbones/vision/mobilenet.js'
import { resnet } from '../backbones/vision/resnet.js'
import { tableInputs, tableVector } from '../tabular/networks.js'
import type { Stem } from './networks.js'
import type { MultiTaskProblem } from './problem.js'

export interface SizedStem extends Stem {
  /** `ResNet-18`; absent where the trunk is learned from scratch. */
  readonly backbone?: string
  readonly weights?: string
  /** Numbers of the vector that a published network gives. */
  readonly width?: number
  /** `the columns of the row`: what it turns into one vector. */
  readonly says: string
}

const recurrentUnits = [32, 64, 128] as const

/** Small to large, as the rungs of a family need them: one for a table, whose size is the trunk's own. */
export function stemsOf(problem: MultiTaskProblem): readonly SizedStem[] {
  const { input, columns, pixels, steps, channels } = problem
  switch (input) {
    case 'table':
      return [{ inputs: tableInputs(columns), nodes: tableVector(columns), says: 'the columns of the row' }]
    case 'image':
      return [mobileNetV3Large, resnet(18), resnet(50)].map((backbone) => {
        return {
          inputs: { image: { kind: 'image', size: pixels, channels: 3 } },
          nodes: backbone.nodes(),
          backbone: backbone.name,
          weights: backbone.weights,
          width: backbone.width,
          says: 'the image',
        }
      })
    case 'text': {
      const many = problem.brief.data.languages?.value.some((language) => language !== 'en') ?? false
      const ids = many
        ? (['multilingual-minilm-l12', 'xlm-r-base'] as const)
        : (['minilm-l6', 'distilbert', 'roberta-base'] as const)
      return ids.map((id) => {
        const encoder = textEncoder(id)
        const length = Math.min(steps, encoder.maxTokens)
        return {
          inputs: {
            ids: { kind: 'tokens', vocab: encoder.vocab, steps: length },
            known: { kind: 'mask', steps: length },
          },
          nodes: encoder.nodes(),
          backbone: encoder.name,
          weights: encoder.weights,
          width: encoder.width,
          says: 'the text',
        }
      })
    }
    case 'series':
      return recurrentUnits.map((units) => ({
        inputs: { series: { kind: 'series', steps, features: channels } },
        nodes: [{ name: 'features', kind: 'gru', units, output: 'last' }],
        says: 'the window',
      }))
  }
}
