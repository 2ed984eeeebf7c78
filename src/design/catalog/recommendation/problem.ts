/** A completed recommendation brief in the numbers that families are built from: items, users, events, columns. */
import type { Brief } from '../../brief/brief.js'
import { counted, grouped } from '../../brief/facts.js'
import { deviceById } from '../../estimate/hardware.js'
import { type Amount, type Problem, settingOf } from '../problem.js'
import { defaultColumns, defaultEventsPerSession, monthsOfLog, ranksGiven } from './complete.js'

export interface RecommendProblem extends Problem {
  /** `retrieve`: choose among all items. `rank`: order a list that is given, or judge one item. */
  readonly job: 'retrieve' | 'rank'
  readonly items: number
  /** Items of which five events or more are known. */
  readonly warmItems: number
  readonly coldShare: number
  /** Users, or anonymous sessions of the log. */
  readonly visitors: number
  readonly anonymous: boolean
  /** Events, or rows of impressions, before any are kept for the test. */
  readonly interactions: number
  /** Those left for training. */
  readonly trainingEvents: number
  readonly eventsPerVisitor: number
  readonly eventsPerItem: number
  readonly explicit: boolean
  readonly content: boolean
  /** Columns of numbers and of identifiers, of impressions. */
  readonly numbers: number
  readonly identifiers: number
  /** Lists that are ranked mostly by numbers: prices, ratings, distances. */
  readonly mostlyNumbers: boolean
  /** Candidates of one request that a ranker scores. */
  readonly candidates: number
  /** Bytes of the device that trains, all together. */
  readonly trainingBytes: number
}

/** The last fifth of the period is kept: a tenth to validate, a tenth to test. */
export const trainingShare = 0.8
/** Older events than so many say little of what is taken now, and cost as much as new ones. */
export const mostEvents = 1_000_000_000
/** Events a row of an ID table wants at least, of an item. */
export const leastEventsOfItem = 5
/** Candidates that a first stage hands on: enough that few good ones are lost, few enough to score with many features. */
export const handedOn = 500
/**
 * Share of the columns that are identifiers: 26 of Criteo's 39, a log of ads; 5 of the 50 that Expedia published of
 * hotel searches (ICDM 2013), where lists are ranked by prices, ratings and distances.
 */
const identifierShare = { ads: 26 / 39, lists: 5 / 50 } as const
/** What too few events an item take from whatever learns of items by their events alone: of a prior, of the data's fit. */
export function thinness({ eventsPerItem }: Pick<RecommendProblem, 'eventsPerItem'>): number {
  return eventsPerItem < 1 ? 0.15 : eventsPerItem < leastEventsOfItem ? 0.06 : 0
}
/** Up to these events there is little or some to learn from. */
const littleUpTo = 200_000
const someUpTo = 5_000_000

/** @param brief completed by `complete` */
export function recommendProblem(brief: Brief): RecommendProblem {
  const { data } = brief
  const setting = settingOf(brief)
  const job = ranksGiven(brief.task?.value) ? 'rank' : 'retrieve'
  const items = Math.max(1, Math.round(data.items?.value ?? 1))
  const interactions = Math.max(1, Math.round((job === 'rank' ? data.rows : data.interactions)?.value ?? 1))
  // No more items can be known than the events suffice for.
  const known = Math.min(items * (1 - (data.coldShare?.value ?? 0)), interactions / leastEventsOfItem)
  const warmItems = Math.max(1, Math.round(known))
  const anonymous = job === 'retrieve' && data.users === undefined
  const visitors = Math.max(
    1,
    Math.round(anonymous ? interactions / eventsOfSession(data) : (data.users?.value ?? 1)),
  )
  const left = Math.max(1, Math.floor(trainingShare * interactions))
  const trainingEvents = job === 'rank' ? left : Math.min(left, mostEvents)
  const columns = data.featureCount?.value ?? defaultColumns
  const identifiers = Math.max(
    1,
    Math.round(identifierShare[brief.task?.value === 'ranking' ? 'lists' : 'ads'] * columns),
  )
  const noun = job === 'rank' ? 'impression' : data.feedback?.value === 'explicit' ? 'rating' : 'interaction'
  const who = anonymous ? 'session' : 'user'
  return {
    ...setting,
    subject: data.subject?.value ?? (job === 'rank' ? 'the list' : 'items'),
    answer:
      job === 'rank' ? { one: 'scored list', many: 'scores' } : { one: 'list', many: 'recommendations' },
    // A training example is an event, a sequence of them or an impression, by the part that is trained.
    example: { one: 'example', many: 'examples' },
    targets: trainingEvents,
    targetsNoun: { one: noun, many: `${noun}s` },
    targetsFrom:
      job === 'rank'
        ? `${counted(interactions, 'row')}, the last fifth of the period kept for validation and test`
        : `${grouped(interactions)} of ${counted(visitors, who)} with ${counted(items, 'item')}, the last fifth of the period kept for validation and test${trainingEvents < left ? `, of the others the newest ${grouped(trainingEvents)}` : ''}`,
    amount: amountOf(trainingEvents),
    job,
    items,
    warmItems,
    coldShare: 1 - warmItems / items,
    visitors,
    anonymous,
    interactions,
    trainingEvents,
    eventsPerVisitor: interactions / visitors,
    eventsPerItem: interactions / items,
    explicit: data.feedback?.value === 'explicit',
    content: data.contentFeatures?.value ?? false,
    numbers: Math.max(1, columns - identifiers),
    identifiers,
    mostlyNumbers: columns - identifiers > identifiers,
    candidates: job === 'rank' ? Math.max(1, data.candidates?.value ?? 1) : Math.min(handedOn, items),
    trainingBytes:
      (deviceById(setting.trainingDevice.id)?.memoryBytes ?? Number.POSITIVE_INFINITY) *
      setting.trainingDevice.count,
  }
}

/** Events of one session: those of the log over its sessions. */
function eventsOfSession({ interactions, sessionsPerMonth }: Brief['data']): number {
  const perMonth = sessionsPerMonth?.value
  if (!interactions || !perMonth) return defaultEventsPerSession
  return Math.max(1, interactions.value / (perMonth * monthsOfLog))
}

function amountOf(events: number): Amount {
  return events < littleUpTo ? 'little' : events < someUpTo ? 'some' : 'much'
}
