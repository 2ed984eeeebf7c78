/** Fills what nobody said of a problem with several answers with stated defaults, on a copy, marked as assumed. */
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { completeSetting } from '../defaults.js'

export const defaultRows = 50_000
export const defaultColumns = 50
export const defaultTasks = 2
/** Yes or no where all answers are classes; else a class of a few. */
export const defaultClasses = { alone: 2, mixed: 3 } as const
export const defaultPixels = 224
export const defaultTokens = 128
export const defaultSteps = 64

/** What the trunk can read. Another kind of input is read as a table of what is measured of it. */
export type InputKind = 'table' | 'image' | 'text' | 'series'
const inputKinds: readonly InputKind[] = ['table', 'image', 'text', 'series']

export const inputKindOf = ({ data }: Brief): InputKind =>
  inputKinds.find((kind) => data.modalities?.value.includes(kind)) ?? 'table'

/** The brief with every fact that a model of several answers needs. Idempotent. */
export function complete(brief: Brief): Brief {
  const { data } = brief
  const kinds = data.taskKinds?.value ?? []
  const task = brief.task ?? assumed(taskOf(kinds))
  const mixed = task.value === 'classification + regression'
  const input = inputKindOf(brief)
  const rows =
    data.rows ?? data.labelled ?? data.interactions ?? data.sessionsPerMonth ?? assumed(defaultRows)
  const known: Brief = {
    ...brief,
    domain: brief.domain ?? assumed('multi_task' as const),
    task,
    data: {
      ...data,
      rows,
      labelled: data.labelled ?? assumed(rows.value),
      tasks: data.tasks ?? assumed(Math.max(defaultTasks, kinds.length)),
      modalities: data.modalities ?? assumed(['table']),
      dated: data.dated ?? assumed(true),
      ...(task.value !== 'several regressions' && {
        classes: data.classes ?? assumed(mixed ? defaultClasses.mixed : defaultClasses.alone),
      }),
      ...(input === 'table' && { featureCount: data.featureCount ?? assumed(defaultColumns) }),
      ...(input === 'image' && { imageSize: data.imageSize ?? assumed(defaultPixels) }),
      ...(input === 'text' && { sequenceLength: data.sequenceLength ?? assumed(defaultTokens) }),
      ...(input === 'series' && {
        sequenceLength: data.sequenceLength ?? assumed(defaultSteps),
        channels: data.channels ?? assumed(1),
      }),
    },
  }
  return completeSetting(known, input === 'table' ? 'batch' : 'online')
}

function taskOf(kinds: readonly string[]) {
  const has = (word: string) => kinds.some((kind) => kind.includes(word))
  if (has('classif') && !has('regress')) return 'several classifications' as const
  if (has('regress') && !has('classif')) return 'several regressions' as const
  return 'classification + regression' as const
}
