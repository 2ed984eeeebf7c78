/** Several inputs at once: documents to read, items to find by picture and words, media to describe, mixed examples. */
import { grouped } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import { show } from '../../spec/shape.js'
import type { Aspect, Field } from '../field.js'
import { languageWords } from '../language/words.js'
import { capital } from '../words.js'
import { complete } from './complete.js'
import { crossAttention } from './cross-attention.js'
import { evaluation } from './evaluation.js'
import type { MixedFamily } from './family.js'
import { frozenFusion } from './frozen-fusion.js'
import { lateFusion } from './late-fusion.js'
import { layoutModel } from './layout-model.js'
import { nearestDescription } from './nearest-description.js'
import { ocrRules } from './ocr-rules.js'
import { pageReader } from './page-reader.js'
import { phraseChoice } from './phrase-choice.js'
import { plan } from './plan.js'
import { type MixedProblem, mixedProblem } from './problem.js'
import { mixedAskables } from './questions.js'
import { clipSearch, textOnlySearch, tunedClip } from './search.js'
import { variations } from './variations.js'
import { adaptedVision, promptedVision } from './vision-language.js'
import { exampleWords, modalityWords } from './words.js'

const amountWords = { little: 'little data', some: 'a fair amount of data', much: 'plenty of data' }

export const multimodal: Field<MixedProblem, MixedFamily> = {
  domain: 'multimodal',
  title: 'documents, images with text, and other mixed inputs',
  families: [
    lateFusion,
    ocrRules,
    textOnlySearch,
    promptedVision,
    frozenFusion,
    crossAttention,
    layoutModel,
    pageReader,
    clipSearch,
    tunedClip,
    adaptedVision,
    nearestDescription,
    phraseChoice,
  ],
  complete,
  problem: mixedProblem,
  suits: ({ goal }, { goals }) => goals.includes(goal),
  isEnough: ({ task, data, constraints }) =>
    task !== undefined &&
    [
      data.labelled,
      data.examplesPerClass,
      data.labels,
      data.classes,
      data.fields,
      data.items,
      data.documents,
      data.rows,
      constraints.servingDevice,
      constraints.trainingDevice,
    ].some((known) => known !== undefined),
  askables: mixedAskables,
  effects: {
    task: 'Another task is another set of models.',
    'data.modalities': 'Every kind of input has its own encoder.',
    'data.labelled': 'The number of examples decides between rules, frozen encoders and training both sides.',
    'data.classes': 'Classes set the outputs.',
    'data.fields': 'Fields set the tags, and the rules of the baseline.',
    'data.items': 'Items set the size of the index.',
    'data.featureCount': 'Columns are read by a network of their own.',
    'data.languages': 'Other languages than English need multilingual text encoders.',
  },
  sayAssumed: (problem, fact) => (fact === 'data.languages' ? languageWords(problem) : undefined),
  outputFault,
  evaluation,
  plan,
  dataWords: (problem) => `${capital(exampleWords(problem))}: ${amountWords[problem.amount]}.`,
  scarcity: (problem) => ({
    arithmetic: `${capital(exampleWords(problem))}${problem.goal === 'retrieve' ? '' : ` of ${modalityWords(problem)}`}.`,
    waysOut:
      problem.goal === 'regress' && problem.examples === 0
        ? [
            `Collect ${grouped(500)} or more ${problem.example.many}: nothing can be learned of a value without any.`,
          ]
        : [
            `Bring ${grouped(500)} or more ${problem.example.many}, or start with the baseline and correct its answers.`,
            'A higher latency limit or a GPU to serve from lets larger models in.',
          ],
  }),
  variations,
  aspects: (problem) => [missingAspect(problem)],
}

/** One score for each class, a tag for each field. */
function outputFault(problem: MixedProblem, outputs: readonly TensorRow[]): string | undefined {
  const [first] = outputs
  const shape = first?.shape ?? []
  if (first?.name === 'answer' && shape.at(-1) !== problem.outputs)
    return `expected ${problem.outputs} outputs. Received: ${show(shape)}`
  return outputs.length === 0 ? 'expected an output. Received: none' : undefined
}

function missingAspect(problem: MixedProblem): Aspect<MixedFamily> {
  const isMixed = problem.goal === 'classify' || problem.goal === 'regress'
  const said: Readonly<Record<string, string>> = {
    'late-fusion': 'The model of that input drops out, the others go on',
    'frozen-fusion': 'A mark says so; it was trained with inputs left out',
    'cross-attention-fusion': 'Trained with inputs left out; without text it has nothing to look from',
  }
  return {
    aspect: isMixed ? 'A missing input' : 'Where data go',
    say: ({ id }) =>
      isMixed
        ? (said[id] ?? 'Not handled')
        : `Nowhere: open weights in house${problem.airGapped ? ', carried in as files' : ''}`,
  }
}
