/** Choices that the questions of many fields are made of: amounts around what is assumed, tasks, places to run. */
import type { Brief, DeviceChoice } from '../brief/brief.js'
import { cpuCore, defaultCores } from '../brief/devices.js'
import { counted } from '../brief/facts.js'
import type { Task } from '../brief/tasks.js'
import { type Askable, type AskableChoice, answered, usualIf, withConstraints, withData } from './askable.js'

/**
 * Small to large, the usual one among them, each once.
 * @param words how an amount is said: `2,000 pairs`
 */
export function amounts(
  usual: number,
  others: readonly number[],
  words: (n: number) => string,
  apply: (brief: Brief, n: number, label: string) => Brief,
): AskableChoice[] {
  return [...new Set([usual, ...others])]
    .sort((a, b) => a - b)
    .map((n) => {
      const label = words(n)
      return {
        id: n === 0 ? 'none' : String(n),
        label,
        ...(n === 0 && { aliases: ['no', 'zero'] }),
        ...usualIf(n === usual),
        apply: (brief) => apply(brief, n, label),
      }
    })
}

/** With so many, examples of a class are few. */
const manyClasses = 200

/** @param isKnown whether it is said, or nothing is classified */
export const classesQuestion = (isKnown: Askable['isKnown'], usual: number): Askable => ({
  id: 'classes',
  text: 'How many classes are there?',
  isKnown,
  choices: ({ data }) =>
    amounts(
      data.classes?.value ?? usual,
      [manyClasses],
      (n) => counted(n, 'class', 'classes'),
      (brief, n, label) => withData(brief, { classes: answered(n, label) }),
    ),
})

export interface TaskChoice {
  readonly id: string
  readonly label: string
  readonly task: Task
  readonly aliases: readonly string[]
}

const mostTasks = 4

/** What should come out. @param tasks most likely first; of more than four the assumed one stands for the last */
export const taskQuestionOf = (text: string, tasks: readonly TaskChoice[]): Askable => ({
  id: 'answer',
  text,
  isKnown: ({ task }) => task !== undefined,
  choices({ task: assumed }) {
    const first = tasks.slice(0, mostTasks)
    const own = tasks.find(({ task }) => task === assumed?.value)
    const shown = own && !first.includes(own) ? [...first.slice(0, -1), own] : first
    return shown.map(({ id, label, task, aliases }) => ({
      id,
      label,
      aliases,
      ...usualIf(task === assumed?.value),
      apply: (brief) => ({ ...brief, task: answered(task, label) }),
    }))
  },
})

export interface Place {
  readonly id: string
  /** `on a T4 GPU`. */
  readonly label: string
  readonly device: DeviceChoice
  readonly edge?: true
  readonly aliases?: readonly string[]
}

export const places = {
  gpu: { id: 'gpu', label: 'on a T4 GPU', device: { id: 't4', count: 1 } },
  cpu: {
    id: 'cpu',
    label: `on ${defaultCores} CPU cores`,
    device: { id: cpuCore, count: defaultCores },
    aliases: ['no gpu'],
  },
  jetson: {
    id: 'jetson',
    label: 'on a Jetson Orin Nano beside the camera',
    device: { id: 'jetson-orin-nano-8', count: 1 },
    edge: true,
  },
  board: {
    id: 'board',
    label: 'on a Raspberry Pi 4',
    device: { id: 'raspberry-pi-4', count: 4 },
    edge: true,
  },
} as const satisfies Readonly<Record<string, Place>>

/** The usual one is where the field's assumption serves from. */
export const placeQuestion = (from: readonly Place[]): Askable => ({
  id: 'place',
  text: 'Where does it run?',
  isKnown: ({ constraints }) => constraints.servingDevice !== undefined,
  choices: ({ constraints }) =>
    from.map(({ id, label, device, edge, aliases }) => ({
      id,
      label,
      ...(aliases && { aliases }),
      ...usualIf(constraints.servingDevice?.value.id === device.id),
      apply: (brief) =>
        withConstraints(brief, {
          servingDevice: answered({ ...device }, label),
          ...(edge && { deployment: answered('edge' as const, label) }),
        }),
    })),
})
