/** C07 and C34: parts of the data that are too thin, or missing, for what is to be learned from them. */
import { counted } from '../brief/facts.js'
import type { Flag } from '../brief/flag.js'
import { flagOf } from './flagging.js'
import type { Reading } from './reading.js'
import { counts, countsOf, number, numbered, percent } from './say.js'

/** Fewer events than this of one user are hardly a sequence. */
const leastSequence = 3

/** C07: a model of sequences, of users with hardly a second event. */
export function noSequences(reading: Reading): Flag[] {
  const { users, interactions } = reading.brief.data
  if (!users?.value || !interactions || !reading.says('sequenceRecommender')) return []
  const each = interactions.value / users.value
  if (each >= leastSequence) return []
  return [
    flagOf(reading, {
      id: 'C07',
      severity: 'warn',
      conflict: `You asked for a model of sequences from ${countsOf(interactions.value, 'event')} of ${countsOf(users.value, 'user')}.`,
      arithmetic: `${counts(interactions.value)} / ${counts(users.value)} = ${numbered(each, 'event')} a user: one to learn the next from, one to test, is 2 at the least.`,
      ways: [
        { say: 'Take popularity and item-kNN: they need no history of the user.' },
        { say: 'Build sequences from sessions of anonymous visits, if there are more events in those.' },
      ],
    }),
  ]
}

/** Share of items from which silence on new ones matters. */
const manyCold = 0.1

/** C07: ids alone, of items that hardly anything is known of. */
export function silentOnNew(reading: Reading): Flag[] {
  const { coldShare, contentFeatures, items } = reading.brief.data
  const noContent = contentFeatures ? !contentFeatures.value : reading.says('idsOnly')
  if (!coldShare || coldShare.value < manyCold || !noContent) return []
  const few = items ? Math.round(coldShare.value * items.value) : undefined
  const cold = items
    ? `${percent(coldShare.value)} of ${counts(items.value)} = ${countsOf(few ?? 0, 'item')}`
    : `${percent(coldShare.value)} of the items`
  return [
    flagOf(reading, {
      id: 'C07',
      severity: 'warn',
      conflict: `Of ${percent(coldShare.value)} of the items hardly anything is known, and they are told apart by ids alone.`,
      arithmetic: `${cold} ${few === 1 ? 'has' : 'have'} too few events to learn a row of numbers from: a model of ids never shows them.`,
      ways: [
        { say: 'Add what describes them: title, category, price, picture.' },
        {
          say: 'Keep a share of places for them, e.g. by a bandit, and measure them apart.',
          needs: 'exploring',
        },
      ],
    }),
  ]
}

/** Photos under which a Transformer does not learn to see by itself (Dosovitskiy et al., 2021, needed millions). */
const fewPhotos = 50_000
/** Parameters of the smaller usual backbones (He et al., 2016; Dosovitskiy et al., 2021). */
const resnet18 = 11.7e6
const vitBase = 86e6

/** C07: seeing learned from a few photos. */
export function seesFromScratch(reading: Reading): Flag[] {
  const { data, domain } = reading.brief
  const photos = data.labelled?.value
  if (domain?.value !== 'vision' || !data.fromScratch?.value || data.modelParams) return []
  if (!photos || photos >= fewPhotos) return []
  const isTransformer = reading.says('visionTransformer')
  const [name, params] = isTransformer ? ['ViT-B', vitBase] : ['ResNet-18', resnet18]
  return [
    flagOf(reading, {
      id: 'C07',
      severity: 'warn',
      conflict: `You want to train from scratch on ${counted(photos, 'photo')}.`,
      arithmetic: `A ${name} has ${countsOf(params, 'number')}: ${number(params / photos)} to learn from each photo.`,
      ways: [
        { say: 'Start from pretrained weights and train the head first.', needs: 'pretrained' },
        {
          say: 'With only these photos: a small convolutional net, strong augmentation, self-supervised training on unlabelled ones.',
        },
      ],
    }),
  ]
}

/** C34: learning from those who were let through, and judging all. */
export function selectedOnly(reading: Reading): Flag[] {
  if (!reading.says('acceptedOnly')) return []
  return [
    flagOf(reading, {
      id: 'C34',
      severity: 'warn',
      conflict: 'You learn from cases that were accepted, and want to judge all.',
      arithmetic: 'Of the declined 0 have an outcome: the model has never seen what it is asked about.',
      ways: [
        {
          say: 'Accept a small random share for a while, and learn from those (weighted by their chance).',
          needs: 'exploring',
        },
        {
          say: 'Use the score only beside the rules that select today, and report it for accepted cases alone.',
        },
      ],
    }),
  ]
}

/** Rows without one of their inputs, where nobody says how many. */
const usualMissing = 0.1

/** C34: only rows that have every input. */
export function completeOnly(reading: Reading): Flag[] {
  const { domain, data } = reading.brief
  if (domain?.value !== 'multimodal' || !reading.says('dropIncomplete')) return []
  const inputs = Math.max(2, data.modalities?.value.length ?? 2)
  const kept = (1 - usualMissing) ** inputs
  return [
    flagOf(reading, {
      id: 'C34',
      severity: 'warn',
      conflict: 'You want to drop the rows that lack an input.',
      arithmetic: `With, say, ${percent(usualMissing)} missing in each of ${numbered(inputs, 'input')}, 1 - ${number(1 - usualMissing)}^${number(inputs)} = ${percent(1 - kept)} of the rows go, and in use such rows come all the same.`,
      ways: [
        {
          say: 'Keep the row, with a learned token for what is missing, and leave out inputs at random in training.',
        },
        { say: 'Fuse late: a model for each input, and the mean of those that are there.' },
      ],
    }),
  ]
}
